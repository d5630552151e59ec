// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "compiler/syntax/parsers.h"
#include "full/Kava.h"

// The parser that ANTLR generates, on ANTLR's own base class, with our tokens below it, our nodes
// above and our recovery. Nothing of ANTLR's leaves this file: no token text, no message, no
// exception.
namespace kava {
namespace {

using Generated = kava_full::Kava;
static_assert(static_cast<size_t>(Rule::embedded) == Generated::RuleEmbedded);
static_assert(static_cast<size_t>(TokenKind::Error) == Generated::ERROR);

/// Our kinds as a token stream. The parser asks for the current token only, so there is one.
class Stream : public antlr4::TokenStream {
 public:
  explicit Stream(const std::vector<TokenKind>& kinds) : kinds_(kinds), current_(size_t{0}) {}

  auto kind() const -> TokenKind {
    return index_ < kinds_.size() ? kinds_[index_] : TokenKind::EndOfFile;
  }
  void consume() override {
    if (index_ < kinds_.size()) ++index_;
  }
  auto LA(ssize_t i) -> size_t override {
    const size_t at = index_ + static_cast<size_t>(i) - 1;
    const TokenKind kind = at < kinds_.size() ? kinds_[at] : TokenKind::EndOfFile;
    return kind == TokenKind::EndOfFile ? antlr4::Token::EOF : static_cast<size_t>(kind);
  }
  auto LT(ssize_t) -> antlr4::Token* override {
    current_.setType(LA(1));
    return &current_;
  }
  auto get(size_t) const -> antlr4::Token* override { return nullptr; }
  auto index() -> size_t override { return index_; }
  void seek(size_t index) override { index_ = index; }
  auto size() -> size_t override { return kinds_.size(); }
  auto mark() -> ssize_t override { return 0; }
  void release(ssize_t) override {}
  auto getSourceName() const -> std::string override { return {}; }
  auto getTokenSource() const -> antlr4::TokenSource* override { return nullptr; }
  auto getText(const antlr4::misc::Interval&) -> std::string override { return {}; }
  auto getText() -> std::string override { return {}; }
  auto getText(antlr4::RuleContext*) -> std::string override { return {}; }
  auto getText(antlr4::Token*, antlr4::Token*) -> std::string override { return {}; }

 private:
  const std::vector<TokenKind>& kinds_;
  size_t index_ = 0;
  antlr4::CommonToken current_;
};

/// Writes a node for every rule that is entered. A node is closed when something happens in a rule
/// around it: ANTLR does not let us see a rule being left.
class Recorder : public Generated {
 public:
  Recorder(Stream& stream, std::vector<Node>& nodes)
      : Generated(&stream), stream_(stream), nodes_(nodes) {
    setBuildParseTree(false);
    removeErrorListeners();
  }

  void enterRule(antlr4::ParserRuleContext* context, size_t, size_t rule) override {
    close_inner();
    open_.push_back({context, static_cast<uint32_t>(nodes_.size())});
    nodes_.push_back({static_cast<Rule>(rule), 0, position(), 0, 0});
    _ctx = context;
  }
  auto consume() -> antlr4::Token* override {
    close_inner();
    stream_.consume();
    return nullptr;
  }
  void close_all() {
    _ctx = nullptr;
    close_inner();
  }

  auto stream() -> Stream& { return stream_; }
  auto position() -> uint32_t { return static_cast<uint32_t>(stream_.index()); }
  auto rule() const -> Rule { return static_cast<Rule>(_ctx->getRuleIndex()); }
  /// True if the rule that is open has read something.
  auto has_read() -> bool {
    close_inner();
    return nodes_[open_.back().node].first_token < position();
  }
  /// True if the rule that is open stands in parentheses.
  auto in_parentheses() -> bool {
    close_inner();
    for (size_t i = open_.size() - 1; i > 0; --i) {
      const Rule around = nodes_[open_[i - 1].node].rule;
      if (around == Rule::arguments || around == Rule::value) return true;
      if (around == Rule::member) return false;
    }
    return false;
  }
  /// The innermost member that is open.
  auto member() -> uint32_t {
    close_inner();
    for (size_t i = open_.size(); i > 0; --i) {
      if (nodes_[open_[i - 1].node].rule == Rule::member) return open_[i - 1].node;
    }
    return 0;
  }

 private:
  struct Open {
    antlr4::ParserRuleContext* context;
    uint32_t node;
  };
  void close_inner() {
    while (!open_.empty() && open_.back().context != _ctx) {
      Node& node = nodes_[open_.back().node];
      node.end_token = position();
      node.next = static_cast<uint32_t>(nodes_.size());
      open_.pop_back();
    }
  }

  Stream& stream_;
  std::vector<Node>& nodes_;
  std::vector<Open> open_;
};

/// Tells each mismatch once and goes on: behind the parenthesis, at the end of the member, or at
/// the next member of the block.
class Recovery : public antlr4::ANTLRErrorStrategy {
 public:
  explicit Recovery(std::vector<Mismatch>& found) : found_(found) {}

  void reset(antlr4::Parser*) override {}
  auto inErrorRecoveryMode(antlr4::Parser*) -> bool override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}

  /// Called before each choice; here only the choice between a member and the end is of interest.
  void sync(antlr4::Parser* parser) override {
    Recorder& recorder = static_cast<Recorder&>(*parser);
    const Rule rule = recorder.rule();
    if (rule != Rule::file && rule != Rule::block) return;
    const TokenKind end = rule == Rule::file ? TokenKind::EndOfFile : TokenKind::RightBrace;
    while (kind(recorder) != TokenKind::Name && kind(recorder) != end &&
           kind(recorder) != TokenKind::EndOfFile) {
      tell(recorder, Mismatch::Kind::MemberStart);
      skip_member(recorder);
      if (rule == Rule::file && kind(recorder) == TokenKind::RightBrace) recorder.consume();
    }
  }

  /// A certain token is missing.
  auto recoverInline(antlr4::Parser* parser) -> antlr4::Token* override {
    Recorder& recorder = static_cast<Recorder&>(*parser);
    const Rule rule = recorder.rule();
    const bool member_end = rule == Rule::member;
    tell(recorder, member_end ? Mismatch::Kind::MemberEnd : Mismatch::Kind::Inside);
    if (rule == Rule::embedded) {
      while (kind(recorder) != TokenKind::EndOfFile) recorder.consume();
    } else if (rule == Rule::arguments || rule == Rule::value) {
      skip_to_end(recorder, 1);
      if (kind(recorder) == TokenKind::RightParenthesis) recorder.consume();
    }
    return nullptr;
  }

  /// None of several tokens is there.
  void recover(antlr4::Parser* parser, std::exception_ptr) override {
    Recorder& recorder = static_cast<Recorder&>(*parser);
    if (recorder.rule() != Rule::member) return recover_value(recorder);
    tell(recorder, Mismatch::Kind::MemberEnd);
    skip_to_end(recorder, 0);
    while (kind(recorder) == TokenKind::RightParenthesis) {
      recorder.consume();
      skip_to_end(recorder, 0);
    }
    if (kind(recorder) == TokenKind::End) recorder.consume();
    if (kind(recorder) == TokenKind::LeftBrace) recorder.block();
  }

 private:
  static void skip_value(Recorder& recorder) {
    if (!may_follow_value(kind(recorder))) skip_to_end(recorder, recorder.in_parentheses() ? 1 : 0);
  }

  /// ANTLR looks behind a name for what may follow a value: then the value is there, and complete.
  void recover_value(Recorder& recorder) {
    const bool inside = recorder.in_parentheses() || recorder.member() == 0;
    if (!recorder.has_read()) {
      tell(recorder, Mismatch::Kind::Value);
    } else {
      tell(recorder, inside ? Mismatch::Kind::Inside : Mismatch::Kind::MemberEnd);
    }
    skip_value(recorder);
  }

  static auto kind(Recorder& recorder) -> TokenKind { return recorder.stream().kind(); }

  static auto may_follow_value(TokenKind kind) -> bool {
    switch (kind) {
      case TokenKind::End:
      case TokenKind::Comma:
      case TokenKind::RightParenthesis:
      case TokenKind::LeftBrace:
      case TokenKind::RightBrace:
      case TokenKind::EndOfFile: return true;
      default: return kind <= TokenKind::On;
    }
  }

  /// One per head of a member: what follows it there may come from it.
  void tell(Recorder& recorder, Mismatch::Kind kind) {
    const uint32_t member = recorder.member();
    if (kind != Mismatch::Kind::MemberStart) {
      if (member == told_) return;
      told_ = member;
    }
    found_.push_back({kind, recorder.position(), member});
  }

  /// To the end of the member's head, or to the parenthesis that closes `open` of them.
  static void skip_to_end(Recorder& recorder, uint32_t open) {
    for (uint32_t depth = open;; recorder.consume()) {
      switch (kind(recorder)) {
        case TokenKind::End:
        case TokenKind::LeftBrace:
        case TokenKind::RightBrace:
        case TokenKind::EndOfFile: return;
        case TokenKind::LeftParenthesis: ++depth; break;
        case TokenKind::RightParenthesis:
          if (depth <= 1) {
            if (open != 0 || depth == 0) return;
          }
          --depth;
          break;
        default: break;
      }
    }
  }

  /// Over what stands where a member should: up to its end or its whole block.
  static void skip_member(Recorder& recorder) {
    for (uint32_t braces = 0;;) {
      const TokenKind here = kind(recorder);
      if (here == TokenKind::EndOfFile || (here == TokenKind::RightBrace && braces == 0)) return;
      recorder.consume();
      if (here == TokenKind::LeftBrace) ++braces;
      if (here == TokenKind::RightBrace) --braces;
      if (braces == 0 && (here == TokenKind::End || here == TokenKind::RightBrace)) return;
    }
  }

  std::vector<Mismatch>& found_;
  uint32_t told_ = UINT32_MAX;
};

}  // namespace

auto parse_full(const std::vector<Token>&, const std::vector<TokenKind>& kinds, Rule root,
                std::vector<Node>& nodes) -> std::vector<Mismatch> {
  std::vector<Mismatch> found;
  nodes.clear();
  Stream stream(kinds);
  Recorder recorder(stream, nodes);
  recorder.setErrorHandler(std::make_shared<Recovery>(found));
  if (root == Rule::file) {
    recorder.file();
  } else {
    recorder.embedded();
  }
  recorder.close_all();
  return found;
}

}  // namespace kava
