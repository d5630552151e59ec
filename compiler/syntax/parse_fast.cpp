// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/parsers.h"

#if KAVA_FAST_PARSER
#include "compiler/syntax/fast_base.h"
// After fast_base.h, which declares its base class.
#include "fast/Kava.h"

namespace kava {

static_assert(static_cast<size_t>(Rule::embedded) == kava_fast::Kava::RuleEmbedded);
static_assert(static_cast<size_t>(TokenKind::Error) == kava_fast::Kava::ERROR);

auto parse_fast(const std::vector<Token>& tokens, Rule root, std::vector<Node>& nodes) -> bool {
  thread_local kava_fast::Kava parser(nullptr);
  parser.start(tokens.data(), tokens.size());
  try {
    if (root == Rule::file) {
      parser.file();
    } else {
      parser.embedded();
    }
  } catch (const kava_fast::FastBase::Failure&) {
    return false;
  }
  nodes.assign(parser.nodes(), parser.nodes() + parser.node_count());
  return true;
}

}  // namespace kava

#else

namespace kava {
auto parse_fast(const std::vector<Token>&, Rule, std::vector<Node>&) -> bool { return false; }
}  // namespace kava

#endif
