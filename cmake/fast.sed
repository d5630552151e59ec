# SPDX-License-Identifier: Apache-2.0
# The fast parser never asks for the tables.
s/^Kava::Initializer Kava::_init;//
