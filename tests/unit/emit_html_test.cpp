// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/html.h"

#include <gtest/gtest.h>

#include <string>

namespace kava {
namespace {

TEST(Html, EscapesWhatWouldBeMarkup) {
  Html html;
  html.element_with("p", "a < b & \"c\" > d", {{"title", "\"&<>"}});
  EXPECT_EQ(html.take(),
            "<p title=\"&quot;&amp;&lt;&gt;\">a &lt; b &amp; &quot;c&quot; &gt; d</p>");
}

TEST(Html, ShowsControlCharactersAndKeepsLines) {
  Html html;
  html.text(std::string_view("a\nb\tc\0d\x7F\x1F", 9));
  EXPECT_EQ(html.take(), "a\nb\tc\uFFFDd\uFFFD\uFFFD");
}

TEST(Html, HasRoomForTextsOfAnyLength) {
  const std::string letters(100'000, 'x');
  const std::string marks(50'000, '"');
  Html html;
  {
    const auto body = html.element("body");
    html.text(letters);
    html.element_with("q", marks);
  }
  std::string expected = "<body>" + letters + "<q>";
  for (size_t i = 0; i < marks.size(); ++i) expected += "&quot;";
  EXPECT_EQ(html.take(), expected + "</q></body>");
}

TEST(Html, WritesTagsOfOursAsTheyAre) {
  Html html;
  {
    const auto row = html.tagged("<tr>");
    html.tagged_with("<td class=\"a b\">", "1 < 2");
  }
  EXPECT_EQ(html.take(), "<tr><td class=\"a b\">1 &lt; 2</td></tr>");
}

/// A text is looked through in blocks of sixteen bytes.
TEST(Html, EscapesAMarkWhereverItStands) {
  for (size_t size = 1; size < 40; ++size) {
    for (size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      text[at] = '<';
      Html html;
      html.text(text);
      EXPECT_EQ(html.take(), text.substr(0, at) + "&lt;" + text.substr(at + 1));
    }
  }
}

TEST(Html, TellsTheTextWithoutTheMarkup) {
  std::string said;
  Html html;
  html.text("before");
  html.tell(&said);
  html.element_with("p", "a < b");
  html.tell(nullptr);
  html.element_with("p", "after");
  EXPECT_EQ(said, "\na < b");
}

}  // namespace
}  // namespace kava
