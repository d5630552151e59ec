# SPDX-License-Identifier: Apache-2.0
# The generated parser reads its tables in a static initialiser, even for --help: read them with the first parser.
s/^Kava::Initializer Kava::_init;//
s/^Kava::Kava(TokenStream \*input) : [A-Za-z0-9_:]*(input) {/&\n  static Initializer lazy_init;/
