// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cassert>
#include <cstdint>
#include <memory>

#include "antlr4-runtime.h"
#include "compiler/base/limits.h"
#include "compiler/syntax/tree.h"

/// The base class of the fast parser.
///
/// ANTLR's generated code calls `match`, `enterRule`, `_input->LA(1)` … unqualified. Found in this
/// class, the calls bind at compile time to the few inline lines below instead of ANTLR's virtual
/// functions, and the same generated parser runs ten times as fast. It writes nodes in preorder
/// into one array, and gives up at the first error: the full parser reads the text again and finds
/// the words.
///
/// Included before the generated header (see cmake/grammar.cmake), and by parse_fast.cpp.
namespace kava_fast {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverloaded-virtual"  // Hiding is the point.
class FastBase : public antlr4::Parser {
 public:
  /// Thrown at the token that does not fit.
  struct Failure {};

  explicit FastBase(antlr4::TokenStream* stream) : antlr4::Parser(stream) {}

  /// Tokens end with `EndOfFile`. A token begins at most two rules (`by x` is the worst: phrase,
  /// operands, expression and value for two tokens), so that no step asks for room.
  void start(const kava::Token* tokens, size_t count) {
    const size_t needed = 2 * count + 16;
    if (capacity_ < needed) {
      capacity_ = needed + needed / 2;
      nodes_.reset(new kava::Node[capacity_]);
    }
    first_ = input_.next = tokens;
    node_count_ = depth_ = 0;
  }
  auto nodes() const -> const kava::Node* { return nodes_.get(); }
  auto node_count() const -> uint32_t { return node_count_; }

 protected:
  struct Input {
    const kava::Token* next = nullptr;
    auto LA(ssize_t i) const -> size_t {
      // ANTLR's end of file is -1, ours 255.
      return static_cast<size_t>(static_cast<ssize_t>(static_cast<int8_t>(next[i - 1].kind)));
    }
  };
  struct Errors {
    template <typename Parser>
    void sync(Parser*) {}
    template <typename Parser>
    void reportMatch(Parser*) {}
    template <typename Parser, typename Exception>
    void reportError(Parser* parser, const Exception&) {
      parser->fail();
    }
    template <typename Parser>
    void recover(Parser* parser, const std::exception_ptr&) {
      parser->fail();
    }
    template <typename Parser>
    void recoverInline(Parser* parser) {
      parser->fail();
    }
  };
  struct Contexts {
    /// The context of a rule is passed around and never looked into.
    template <typename Context, typename... Arguments>
    auto createInstance(Arguments&&...) -> Context* {
      return nullptr;
    }
  };
  template <typename Function>
  struct AtExit {
    Function function;
    ~AtExit() { function(); }
  };
  template <typename Function>
  static auto finally(Function function) -> AtExit<Function> {
    return {function};
  }
  // Hide those of ANTLR: the first would look into the context, the second is never thrown.
  struct NoViableAltException {
    template <typename Parser>
    explicit NoViableAltException(Parser* parser) {
      parser->fail();
    }
  };
  struct RecognitionException {};

  [[noreturn]] void fail() { throw Failure(); }
  auto match(size_t kind) -> antlr4::Token* {
    if (input_.LA(1) != kind) fail();
    return consume();
  }
  auto consume() -> antlr4::Token* {
    ++input_.next;
    return nullptr;
  }
  void enterRule(void*, size_t, size_t rule) {
    assert(node_count_ < capacity_ && depth_ < open_.size());
    const auto token = static_cast<uint32_t>(input_.next - first_);
    nodes_[node_count_] = {static_cast<kava::Rule>(rule), 0, token, 0, 0};
    open_[depth_++] = node_count_++;
  }
  void exitRule() {
    kava::Node& node = nodes_[open_[--depth_]];
    node.end_token = static_cast<uint32_t>(input_.next - first_);
    node.next = node_count_;
  }
  void enterOuterAlt(void*, size_t) {}
  void setState(size_t) {}
  auto getState() const -> size_t { return 0; }

  Input input_;
  Input* _input = &input_;
  Errors errors_;
  Errors* _errHandler = &errors_;
  Contexts _tracker;

 private:
  const kava::Token* first_ = nullptr;
  std::unique_ptr<kava::Node[]> nodes_;
  size_t capacity_ = 0;
  uint32_t node_count_ = 0;
  uint32_t depth_ = 0;
  // A bracket opens at most four rules; brackets are counted by the lexer.
  std::array<uint32_t, 5 * (kava::limits::nesting + 8)> open_{};
};
#pragma GCC diagnostic pop

}  // namespace kava_fast
