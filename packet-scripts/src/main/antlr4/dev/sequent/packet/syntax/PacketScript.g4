// The language of packet scripts: packetdrill's, as its syntax reference gives it, with what has been added since. A statement at a time: Statements
// says where one begins. What a word means (a flag, an option, a symbol) is decided by the readers of this package, which know what may have been meant.
grammar PacketScript;

statement
  : OPTION EOF                                                       # optionStatement
  | BACKQUOTED EOF                                                   # untimedCommand
  | time action EOF                                                  # timedEvent
  ;

time
  : '*'                                                              # anyTime
  | '+' start=seconds ('~' '+' until=seconds | ELLIPSIS '+'? end=seconds)?  # relativeTime
  | start=seconds ('~' until=seconds | ELLIPSIS end=seconds)?        # absoluteTime
  ;

seconds : INTEGER | FLOAT ;

action
  : packet
  | call
  | command
  | code
  ;

command : BACKQUOTED ;

code : CODE ;

packet : direction=('<' | '>') bracket* ports? (tcp | icmp | udp) ;

// [ect0], [tos 0x2, ttl 64]; before or after an ICMP message, the segment that it quotes: [1:1001(1000)]
bracket : '[' bracketItem (',' bracketItem)* ']' ;

bracketItem
  : range
  | UDP '(' INTEGER ')'
  | WORD (INTEGER | HEX)?
  ;

ports : source=endpoint '>' destination=endpoint ':'? ;

endpoint : (IPV4 ':')? INTEGER ;

tcp : flags range (ACK ack=INTEGER)? (WIN window=INTEGER)? (URG urgent=INTEGER)? tcpOptions? ;

flags : ('.' | '-' | WORD | FLOAT)+ ;

range : first=INTEGER ':' end=INTEGER '(' length=INTEGER ')' ;

tcpOptions : '<' (ELLIPSIS | tcpOption (',' tcpOption)*)? '>' ;

tcpOption : name=(WORD | MD5) optionValue* ;

optionValue
  : INTEGER ':' INTEGER
  | INTEGER
  | HEX
  | WORD
  | ELLIPSIS
  ;

icmp : ICMP name=WORD detail=WORD? (MTU INTEGER)? bracket? ;

udp : UDP '(' INTEGER ')' ;

call : name=WORD '(' (expression (',' expression)*)? ')' '=' result=expression errno=WORD? note? ;

note : '(' ~(')')* ')' ;

expression : simple ('|' simple)* ;

simple
  : ELLIPSIS                                                         # omitted
  | '?'                                                              # unknown
  | (INTEGER | HEX)                                                  # number
  | STRING ELLIPSIS?                                                 # text
  | word ('(' (expression (',' expression)*)? ')')?                  # symbolOrFunction
  | '[' (expression (',' expression)*)? ']'                          # array
  | '{' (field (',' field)*)? '}'                                    # struct
  ;

field : expression ('=' expression)? ;

// Words of packets may be names elsewhere.
word : WORD | ACK | WIN | URG | MTU | ICMP | UDP | MD5 ;

OPTION : '--' [a-zA-Z0-9_]* ([ \t]* '=' [ \t]* (STRING | ~["` \t\r\n] ~[ \t\r\n]*)?)? ;

ICMP : 'icmp' ;
UDP : 'udp' ;
ACK : 'ack' ;
WIN : 'win' ;
URG : 'urg' ;
MTU : 'mtu' ;
MD5 : 'md5' ;

ELLIPSIS : '...' ;
IPV4 : [0-9]+ '.' [0-9]+ '.' [0-9]+ '.' [0-9]+ ;
FLOAT : '-'? [0-9]* '.' [0-9]+ ;
INTEGER : '-'? [0-9]+ ;
HEX : '0' [xX] [0-9a-fA-F]+ ;
WORD : [a-zA-Z0-9_]+ ;

STRING : '"' ('\\' . | ~["\\\r\n])* '"' ;
BACKQUOTED : '`' ('\\' . | ~[`\\])* '`' ;
CODE : '%{' .*? '}%' ;

COMMENT : ('/*' .*? '*/' | '//' ~[\r\n]* | '#' ~[\r\n]*) -> skip ;
BLANK : [ \t\r\n\f]+ -> skip ;

// What is not closed reaches to the end of the file, or of its line.
OPEN_STRING : '"' ('\\' . | ~["\\\r\n])* ;
OPEN_COMMAND : '`' ('\\' . | ~[`\\])* ;
OPEN_CODE : '%{' (~'}' | '}'+ ~[%}])* ;
OPEN_COMMENT : '/*' (~'*' | '*'+ ~[*/])* ;
OTHER : . ;
