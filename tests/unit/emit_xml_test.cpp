// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/xml.h"

#include <gtest/gtest.h>

namespace kava {
namespace {

TEST(Xml, WritesEveryElementOnALineOfItsOwn) {
  Xml xml;
  xml.declaration();
  {
    const auto root = xml.element("root");
    xml.attribute("a", "1");
    {
      const auto inner = xml.element("inner");
      const auto text = xml.element("text");
      xml.attribute("lang", "et");
      xml.text("õun");
    }
    {
      const auto without = xml.element("without");
      xml.attribute("id", "");
    }
    const auto blank = xml.element("blank");
    xml.text("");
  }
  EXPECT_EQ(xml.document(),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<root a="1">
  <inner>
    <text lang="et">õun</text>
  </inner>
  <without id="" />
  <blank></blank>
</root>
)");
}

TEST(Xml, EscapesWhatWouldBeMarkup) {
  Xml xml;
  {
    const auto element = xml.element("e");
    xml.attribute("a", "<\"&\">\t\n\r");
    xml.text("<\"&\">\t\n\r");
  }
  EXPECT_EQ(xml.document(),
            "<e a=\"&lt;&quot;&amp;&quot;>&#09;&#10;&#13;\">&lt;\"&amp;\"&gt;\t\n\r</e>\n");
}

TEST(Xml, ShowsWhatItCannotHold) {
  Xml xml;
  {
    const auto element = xml.element("e");
    xml.attribute("a", "\x01");
    xml.text("\uFFFE\x1F|\uFFFD|\uFFFF");
  }
  EXPECT_EQ(xml.document(), "<e a=\"\uFFFD\">\uFFFD\uFFFD|\uFFFD|\uFFFD</e>\n");
}

}  // namespace
}  // namespace kava
