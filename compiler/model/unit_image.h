// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "compiler/model/unit.h"

namespace kava {

/// A compiled file as bytes: what `kava-embed` puts into the binary, so that the library is not
/// compiled again in every run. Path, module and source are not part of it. Equal units have equal
/// images. Only the build of the compiler that wrote an image reads it.
auto image_of(const Unit& unit) -> std::string;

/// The unit of an image; empty if the image is cut short or of another format.
auto unit_of(std::string_view image) -> std::optional<Unit>;

}  // namespace kava
