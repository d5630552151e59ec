// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/json_text.h"

#include <gtest/gtest.h>

#include <string>

namespace kava {
namespace {

TEST(JsonText, WritesEveryMemberAndElementOnALineOfItsOwn) {
  JsonText json;
  json.object([&] {
    json.member("text", "a");
    json.member("number", int64_t{-12});
    json.key("list");
    json.array([&] {
      json.value(true);
      json.raw("1.5");
      json.object([] {});
      json.array([] {});
    });
    json.any_key("\"");
    json.value("z");
  });
  json.line_break();
  EXPECT_EQ(json.text(), R"({
  "text": "a",
  "number": -12,
  "list": [
    true,
    1.5,
    {},
    []
  ],
  "\"": "z"
}
)");
}

TEST(JsonText, EscapesQuotesAndControlCharacters) {
  JsonText json;
  json.value(std::string_view("\"\\/\t\n\r\b\0\x1F\x7Fõ", 12));
  EXPECT_EQ(json.text(), "\"\\\"\\\\/\\t\\n\\r\\u0008\\u0000\\u001f\x7Fõ\"");
}

}  // namespace
}  // namespace kava
