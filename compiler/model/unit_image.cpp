// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/unit_image.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>

namespace kava {
namespace {

constexpr std::string_view format = "kava unit 1\n";

/// Every array of a unit, in the order of the image.
template <typename AnyUnit, typename Visit>
void for_each_array(AnyUnit& unit, Visit visit) {
  visit(unit.text);
  visit(unit.objects);
  visit(unit.entries);
  visit(unit.word_offsets);
  visit(unit.items);
  visit(unit.expressions);
  visit(unit.operands);
  visit(unit.tags);
  visit(unit.measure_names);
  visit(unit.unknown_words);
  visit(unit.mentions);
}

class Reader {
 public:
  explicit Reader(std::string_view image) : rest_(image) {}

  auto take(size_t size) -> const char* {
    failed_ |= size > rest_.size();
    if (failed_) return nullptr;
    const char* result = rest_.data();
    rest_.remove_prefix(size);
    return result;
  }

  template <typename Array>
  void array(Array& array) {
    using Element = typename Array::value_type;
    uint64_t count = 0;
    if (const char* bytes = take(sizeof(count))) std::memcpy(&count, bytes, sizeof(count));
    failed_ |= count > rest_.size() / sizeof(Element);
    if (failed_) return;
    array.reserve(count);
    // An image may lie at any address, so that its elements are not read where they are; and to
    // make them before they are overwritten costs more than to copy them twice.
    constexpr size_t portion = std::max<size_t>(1, 1024 / sizeof(Element));
    alignas(Element) std::byte aligned[portion * sizeof(Element)];
    for (size_t left = count; left > 0;) {
      const size_t now = std::min(left, portion);
      std::memcpy(aligned, take(now * sizeof(Element)), now * sizeof(Element));
      const auto* elements = std::launder(reinterpret_cast<const Element*>(aligned));
      array.insert(array.end(), elements, elements + now);
      left -= now;
    }
  }

  auto complete() const -> bool { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

auto image_of(const Unit& unit) -> std::string {
  std::string result(format);
  result += unit.has_upward_links ? '1' : '0';
  for_each_array(unit, [&](const auto& array) {
    using Element = typename std::decay_t<decltype(array)>::value_type;
    static_assert(std::is_trivially_copyable_v<Element>);
    const uint64_t count = array.size();
    result.append(reinterpret_cast<const char*>(&count), sizeof(count));
    result.append(reinterpret_cast<const char*>(array.data()), count * sizeof(Element));
  });
  return result;
}

auto unit_of(std::string_view image) -> std::optional<Unit> {
  if (!image.starts_with(format)) return std::nullopt;
  Reader reader(image.substr(format.size()));
  std::optional<Unit> unit(std::in_place);
  const char* upward_links = reader.take(1);
  unit->has_upward_links = upward_links != nullptr && *upward_links == '1';
  for_each_array(*unit, [&](auto& array) { reader.array(array); });
  if (!reader.complete()) unit.reset();
  return unit;
}

}  // namespace kava
