// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/Error.h>

#include <cstdlib>

#include "compiler/driver/commands/commands.h"

namespace kava {
namespace {

constexpr Words response_file_unread{"a response file cannot be read: {}",
                                     "vastusefaili ei saa lugeda: {}"};

/// Replaces `@FILE` by the arguments written in the file; says what is wrong if that fails.
auto expand_response_files(llvm::SmallVectorImpl<const char*>& arguments,
                           llvm::BumpPtrAllocator& memory) -> std::string {
  bool any = false;
  for (const char* argument : arguments) any = any || argument[0] == '@';
  if (!any) return {};
  llvm::cl::ExpansionContext context(memory, llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error error = context.expandResponseFiles(arguments)) {
    return llvm::toString(std::move(error));
  }
  return {};
}

/// `--help` and `--version` are what people try first; they mean the commands of that name.
auto command_name(std::string_view written) -> std::string_view {
  if (written == "--help" || written == "-h") return "help";
  if (written == "--version" || written == "-V") return "version";
  return written;
}

auto run(llvm::SmallVectorImpl<const char*>& written) -> int {
  llvm::BumpPtrAllocator memory;
  const std::string fault = expand_response_files(written, memory);
  const std::vector<std::string_view> arguments(written.begin(), written.end());
  Options options;
  options.language = wanted_language(arguments);
  if (!fault.empty()) {
    return wrong_usage(say(response_file_unread, options.language, fault), nullptr,
                       options.language);
  }
  if (arguments.empty()) {
    print_error(overview(options.language));
    return 2;
  }
  const Command* const command = find_command(command_name(arguments.front()));
  if (!command) {
    options.operands.emplace_back(arguments.front());
    return run_help(options);
  }
  auto read = read_options(*command, std::span(arguments).subspan(1), std::move(options));
  if (const auto* what = std::get_if<std::string>(&read)) {
    return wrong_usage(*what, command, wanted_language(arguments));
  }
  const Options& understood = std::get<Options>(read);
  if (!understood.help) return command->run(understood);
  print(command_help(*command, understood.language));
  return 0;
}

}  // namespace
}  // namespace kava

auto main(int count, char** arguments) -> int {
  llvm::SmallVector<const char*, 16> written(arguments + 1, arguments + count);
  // Ends at once: there is nothing to tidy up, and what was written has been handed to the system.
  std::_Exit(kava::run(written));
}
