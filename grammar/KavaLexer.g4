// SPDX-License-Identifier: Apache-2.0
//
// The tokens of Kava: the vocabulary of the parser, and the oracle against which tests compare the
// hand-written lexer (compiler/syntax/lexer.cpp), which is the one that runs. The order of the rules is
// the order of TokenKind in compiler/syntax/tree.h.
//
// Not said here: where the end of a line ends a member (the lexer inserts END there), and how deep
// brackets may nest.
lexer grammar KavaLexer;

@members {
/// True if only blanks stand between here and a quotation mark on the same line.
bool before_text() {
  ssize_t i = 1;
  while (_input->LA(i) == ' ' || _input->LA(i) == '\t' || _input->LA(i) == 0xA0 ||
         _input->LA(i) == 0x202F) {
    ++i;
  }
  return _input->LA(i) == '"';
}
}

UNDER   : 'under' ;
FROM    : 'from' ;
UNTIL   : 'until' ;
BY      : 'by' ;
BECAUSE : 'because' ;
FOR     : 'for' ;
AS      : 'as' ;
ON      : 'on' ;

OF      : 'of' ;
IN      : 'in' ;
WITHIN  : 'within' ;
BEFORE  : 'before' ;
AFTER   : 'after' ;
AND     : 'and' ;
OR      : 'or' ;
IMPLIES : 'implies' ;
NOT     : 'not' ;
HAS     : 'has' ;
TRUE    : 'true' ;
FALSE   : 'false' ;

LBRACE : '{' ;
RBRACE : '}' ;
LPAREN : '(' ;
RPAREN : ')' ;
COMMA  : ',' ;
DOT    : '.' -> mode(AFTER_DOT) ;
DOTDOT : '..' ;
EQ     : '=' ;
NE     : '!=' ;
LT     : '<' ;
LE     : '<=' ;
GT     : '>' ;
GE     : '>=' ;
PLUS   : '+' ;
MINUS  : '-' ;
STAR   : '*' ;
SLASH  : '/' ;
PERCENT  : '%' ;
QUESTION : '?' ;
END    : ';' ;

DATE   : D D D D '-' D D '-' D D ;
NUMBER : D+ ('.' D+)? ;
NAME   : [\p{L}_] WORD* ;
STRING : '"' (~["\\\u0000-\u001F] | '\t' | ESCAPE)* '"'
       | '"""' (~[\\\u0000-\u001F] | [\t\r\n] | '\\' [\r\n] | ESCAPE)*? '"""' ;
ERROR  : '==' | '<>' ;                                      // and what is below

// A language tag with a hyphen, before the text it is the language of: pt-BR "…", as-IN "…".
TAG : [A-Za-z]+ ('-' [A-Za-z0-9]+)+ { before_text() }? -> type(NAME) ;

// What people write in other places; each has its own message.
COMMA_NUMBER : NUMBER (',' NUMBER)+ -> type(ERROR) ;
OTHER_DATE   : ( D D? '.' D D? '.' D D D D | D D? '/' D D? '/' D D D D | D D? '-' D D? '-' D D D D
               | D D D D '.' D D? '.' D D? | D D D D '/' D D? '/' D D? | D D D D '-' D D? '-' D D?
               ) -> type(ERROR) ;
TIME         : (DATE 'T')? D D? ':' D D -> type(ERROR) ;
OPEN_TEXT    : '"' (~["\\\u0000-\u001F] | '\t' | ESCAPE)* -> type(ERROR) ;
OPEN_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* -> type(ERROR) ;

LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
// Space, tab and the blanks that word processors leave.
BLANK   : [ \t\u00A0\u202F]+ -> skip ;
NEWLINE : ('\r\n' | [\r\n]) -> channel(2) ;
OTHER   : . -> type(ERROR) ;

fragment D      : [0-9] ;
fragment WORD   : [\p{L}\p{M}\p{Nd}_] ;
fragment ESCAPE : '\\' ~[\u0000-\u001F] ;

// After a dot every word is a name, also a reserved one and one that begins with a digit:
// isced.0612, title.as
mode AFTER_DOT;
DOT_NAME    : WORD+ -> type(NAME), mode(DEFAULT_MODE) ;
DOT_COMMENT : (LINE_COMMENT | BLOCK_COMMENT) -> channel(HIDDEN) ;
DOT_BLANK   : BLANK -> skip ;
DOT_NEWLINE : NEWLINE -> channel(2) ;
DOT_OTHER   : . -> type(ERROR), mode(DEFAULT_MODE) ;
