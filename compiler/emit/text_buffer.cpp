// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/text_buffer.h"

namespace kava {

void TextBuffer::grow(size_t bytes) {
  room_ = std::max(room_ * 2, used_ + bytes);
  std::unique_ptr<char[]> larger(new char[room_]);
  std::memcpy(larger.get(), out_.get(), used_);
  out_ = std::move(larger);
}

}  // namespace kava
