// SPDX-License-Identifier: Apache-2.0
// ANTLR's runtime brings a language of paths through trees, XPath, whose lexer reads its tables at
// each start: as much time as a fortieth of the check of one programme. Kava asks for no such path.
// What the runtime calls is found here, before it is looked for in the runtime, which then leaves
// its own out.
#include <tree/xpath/XPath.h>

#include <cstdlib>

namespace antlr4::tree::xpath {

XPath::XPath(Parser* /*parser*/, const std::string& /*path*/) { std::abort(); }

auto XPath::split(const std::string& /*path*/) -> std::vector<std::unique_ptr<XPathElement>> {
  std::abort();
}

auto XPath::evaluate(ParseTree* /*tree*/) -> std::vector<ParseTree*> { std::abort(); }

auto XPath::getXPathElement(Token* /*word*/, bool /*anywhere*/) -> std::unique_ptr<XPathElement> {
  std::abort();
}

}  // namespace antlr4::tree::xpath
