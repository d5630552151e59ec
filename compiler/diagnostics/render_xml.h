// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace kava::xml {

/// Sets what may be any text; what XML cannot hold becomes U+FFFD, line ends stay.
void attribute(pugi::xml_node node, const char* name, std::string_view value);
void attribute(pugi::xml_node node, const char* name, size_t value);
void content(pugi::xml_node node, std::string_view text);

/// An empty document with its declaration.
void begin(pugi::xml_document& document);
void write(std::string& out, const pugi::xml_document& document);

}  // namespace kava::xml
