// SPDX-License-Identifier: Apache-2.0
//
// The grammar of Kava. It knows shapes, not fields: everything is a member, a word with operands and
// perhaps a block. Which words may stand where is said in one table (compiler/schema).
//
// It is LL(1) and stays so (a test looks for `adaptivePredict` in what is generated), because it is
// generated twice: for the full parser, on ANTLR's own base class, and for the fast one, on
// compiler/syntax/fast_base.h. The order of the rules is the order of Rule in compiler/syntax/tree.h.
parser grammar Kava;
options { tokenVocab = KavaLexer; }

file       : member* EOF ;
block      : LBRACE member* RBRACE ;
member     : NAME operands? phrase* (block | END) ;          // a block ends its member
phrase     : (UNDER | FROM | UNTIL | BY | BECAUSE | FOR | AS | ON) operands ;
operands   : expression (COMMA expression)* ;

// Flat: who reads the tree resolves precedence.
expression : (NOT | HAS | MINUS | DOTDOT)* value (infix | range)* ;
infix      : (IMPLIES | OR | AND | EQ | NE | LT | LE | GT | GE | IN | NOT IN | WITHIN | BEFORE | AFTER
             | PLUS | MINUS | STAR | SLASH | OF) (NOT | HAS | MINUS | DOTDOT)* value ;
range      : DOTDOT value? ;                                 // 6..30 ects, 2025-10-09..

value      : STRING
           | DATE
           | TRUE | FALSE
           | QUESTION STRING?                                // ?, ? "ask the dean's office"
           | NUMBER (NAME | PERCENT)?                        // 24, 1.5 ects, 50 %
           | NAME (pair | (DOT NAME | arguments)*)           // a.b.c, a.where(x = y)
           | LPAREN expression (COMMA expression)* RPAREN (DOT NAME | arguments)* ;
pair       : STRING                                          // et "…"
           | DATE                                            // announced 2026-04-20
           | NUMBER (NAME | PERCENT)?                        // autumn 2026, specialisation 6 ects
           | NAME (DOT NAME | arguments)* ;                  // exam final, towards ut.x
arguments  : LPAREN (expression (COMMA expression)*)? RPAREN ;

embedded   : expression EOF ;                                // "{programme.credits}" in a message
