/*
 * The grammar of the Sequent language (.sqt). LANGUAGE.md shows every construct with an example.
 *
 * Two habits of RFC 9293 shape the lexer. Names carry dots and hyphens (SND.UNA, FIN-WAIT-1), so a binary minus
 * stands between blanks. Statements end with their line or with ';', so the three places where the next line could be
 * read as a continuation (a unit, a value to return, a peer's state) look whether the token stands on the same line.
 */
grammar Sequent;

@parser::members {
    private boolean sameLine() {
        return _input.LT(-1) != null && _input.LT(1).getLine() == _input.LT(-1).getLine();
    }
}

specification : protocolDecl? importDecl* declaration* EOF ;

protocolDecl  : 'protocol' ID STRING? ;
importDecl    : 'import' STRING ;

declaration
    : paramDecl | enumDecl | messageDecl | externDecl | interfaceDecl | moduleDecl | useDecl
    | machineDecl | propertyDecl | witnessDecl | scenarioDecl
    ;

annotation    : '@' ID '(' citation (',' citation)* ')' ;
citation      : INT | STRING | ID ;

// ---------------------------------------------------------------- types

type          : simpleType '?'? ;
simpleType    : 'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 'int' | 'seq' | 'duration' | 'time'
              | 'ranges' '[' INT ']'
              | ID ;

// ---------------------------------------------------------------- declarations of a protocol

paramDecl     : 'param' ID ':' type '=' sum ('in' sum '..' sum)? ('sysctl' STRING)? STRING? annotation* ;
enumDecl      : 'enum' ID '{' ID (',' ID)* '}' STRING? annotation* ;
externDecl    : 'extern' 'function' ID '(' parameters? ')' ':' type STRING? annotation* ;

messageDecl   : 'message' ID 'as' ID STRING? annotation* '{' messageItem* '}' ;
messageItem
    : ID ':' fieldShape fieldRole? STRING?                                # wireField
    | 'options' '{' optionDecl* '}'                                       # wireOptions
    | 'data' ID STRING?                                                   # wireData
    | 'derived' ID ':' type '=' expr STRING?                              # derivedField
    ;
fieldShape    : type
              | INT 'bits'
              | 'bits' '{' ID (',' ID)* '}' ;
fieldRole     : 'checksum' ('over' ID)?
              | 'length' 'of' ('header' | 'message') 'in' INT 'bytes'
              | 'port' ('source' | 'destination')
              | 'zero' ;
optionDecl    : 'end' 'kind' INT STRING?                                              # endOption
              | 'padding' 'kind' INT STRING?                                          # paddingOption
              // one value: field MSS; several: fields SACK.L1, SACK.R1, ..., a short option has the first ones; none: a flag
              | ID 'kind' INT (':' simpleType | '{' parameter (',' parameter)* '}')? STRING? annotation*  # valueOption
              ;

interfaceDecl : 'interface' ID STRING? '{' signature* '}' ;
signature     : 'function' ID '(' parameters? ')' ':' type STRING?
              | 'procedure' ID '(' parameters? ')' STRING? ;
moduleDecl    : 'module' ID 'provides' ID 'for' ID STRING? annotation* '{' machineItem* '}' ;
useDecl       : 'use' ID '=' ID ;

parameters    : parameter (',' parameter)* ;
parameter     : ID ':' type ;

// ---------------------------------------------------------------- machines

machineDecl   : 'machine' ID 'continued'? STRING? annotation* '{' machineItem* '}' ;

machineItem
    : 'state' stateDecl (',' stateDecl)*                                          # states
    | 'var' ID (',' ID)* ':' type ('=' sum)? STRING? annotation*                  # variable
    | 'table' ID '[' INT ']' '{' (parameter (',' | ';')?)* '}' STRING? annotation* # table
    | 'timer' ID STRING? annotation*                                              # timer
    | 'signal' ID STRING? annotation*                                             # signal
    | 'outcome' ID STRING? annotation*                                            # outcome
    | 'effect' ID '(' parameters? ')' STRING? annotation*                         # effect
    | 'call' ID '(' parameters? ')' STRING? annotation*                           # callDecl
    | 'event' ID '(' parameters? ')' STRING? annotation*                          # eventDecl
    | 'receives' ID                                                               # receives
    | 'function' ID '(' parameters? ')' ':' type ('=' expr)? STRING? annotation* block?  # function
    | 'procedure' ID '(' parameters? ')' STRING? annotation* block                # procedure
    | 'before' 'sending' ID STRING? annotation* block                             # beforeSending
    | 'on' trigger 'in' stateSet STRING? annotation* block                        # handler
    | 'ignore' trigger (',' trigger)* 'in' stateSet STRING? annotation*           # ignoring
    | 'invariant' ID ':' expr STRING? annotation*                                 # invariant
    ;

stateDecl     : ID 'initial'? STRING? ;
trigger       : 'timeout' ID | ID 'arrives' | ID ;
stateSet      : 'any' 'state' | ID ((',' | '|') ID)* ;

// ---------------------------------------------------------------- statements

block         : '{' (statement ';'?)* '}' ;

statement
    : ID ':=' expr                                                        # assign
    | '->' ID                                                             # goTo
    | 'send' ID? fieldValue*                                              # send
    | 'start' ID ('after' | 'at') expr                                    # startTimer
    | 'stop' ID                                                           # stopTimer
    | 'signal' ID                                                         # raiseSignal
    | 'let' ID '=' expr                                                   # letValue
    | 'var' ID (':' type)? ':=' expr                                      # localVariable
    | 'if' expr block ('else' 'if' expr block)* ('else' block)?           # ifElse
    | 'in' stateSet block                                                 # inStates
    | 'step' ID STRING annotation* block                                  # step
    | 'continue' 'at' ID 'in' ID                                          # continueAt
    | 'while' expr 'at' 'most' sum block                                  # whileAtMost
    | 'for' ID 'from' sum 'to' sum block                                  # forRange
    | 'for' 'each' ID '..' ID 'in' ID block                               # forEachRange
    | 'for' 'each' ID 'in' ID ('where' expr)? block                       # forEachRow
    | 'find' ID 'in' ID 'where' expr block ('else' block)?                # findRow
    | 'insert' 'into' ID '{' ID ':=' expr (',' ID ':=' expr)* '}'         # insertRow
    | 'remove' ID                                                         # removeRow
    | 'add' sum '..' sum 'to' ID                                          # addRange
    | 'cut' ID 'below' sum                                                # cutRanges
    | 'clear' ID                                                          # clear
    | 'delete' 'TCB'                                                      # deleteTcb
    | 'return' ({sameLine()}? expr)?                                      # returnValue
    | 'drop'                                                              # drop
    | 'done'                                                              # done
    | 'assert' expr STRING?                                               # assertion
    | ID '(' arguments? ')'                                               # callStatement
    ;

fieldValue    : '<' ID '=' fieldPart (',' fieldPart)* '>' ;
fieldPart     : sum ('if' '(' expr ')')? ;

// ---------------------------------------------------------------- expressions

expr
    : 'not' expr                                                          # not
    | comparison                                                          # compare
    | expr 'and' expr                                                     # and
    | expr 'or' expr                                                      # or
    | <assoc=right> expr 'implies' expr                                   # implies
    ;

comparison
    : sum (relation sum)*                                                 # relations
    | sum 'has' ID                                                        # hasBit
    | sum 'present'                                                       # present
    | 'in' stateNames                                                     # inState
    | ID {sameLine()}? 'in' stateNames                                    # peerInState
    | 'running' ID                                                        # timerRunning
    | 'channel' 'empty'                                                   # channelEmpty
    ;
stateNames    : ID ('|' ID)* ;
relation      : '=' | '!=' | '<' | '<=' | '>' | '>=' ;

sum           : '-'? product (sumOp product)* ;
sumOp         : '+' | '-' ;
product       : primary (productOp primary)* ;
productOp     : '*' | '/' | 'mod' | '<<' | '>>' ;

primary
    : INT ({sameLine()}? ID)?                                             # quantity
    | HEX                                                                 # hexadecimal
    | 'true'                                                              # trueValue
    | 'false'                                                             # falseValue
    | 'none'                                                              # noneValue
    | 'now'                                                               # now
    | ID '(' arguments? ')'                                               # callExpression
    | ID                                                                  # name
    | '(' expr ')'                                                        # parenthesised
    | 'if' expr 'then' expr 'else' expr                                   # conditional
    ;

arguments     : argument (',' argument)* ;
argument      : (ID ':')? expr ;

// ---------------------------------------------------------------- properties and scenarios

propertyDecl  : 'property' ID '(' peers (',' peers)* ')' ':' ('always' | 'never') expr STRING? annotation* ;
witnessDecl   : 'witness' ID '(' peers (',' peers)* ')' ':' expr STRING? annotation* ;
peers         : ID (',' ID)* ':' ID ;

scenarioDecl  : 'scenario' ID STRING? annotation* '{' (scenarioItem ';'?)* '}' ;
scenarioItem
    : 'peer' ID ':' ID '{' (userStep ';'?)* '}'                           # peer
    | 'network' '{' 'capacity' INT ';'? ('may' ID (',' ID)*)? ';'? '}'    # network
    | 'set' ID '=' sum                                                    # setParam
    | 'choose' ID 'in' '{' sum (',' sum)* '}'                             # choose
    | 'bound' ID '<=' INT                                                 # bound
    | 'check' ('all' | ID (',' ID)*)                                      # check
    ;
userStep      : 'repeat'? ID '(' arguments? ')' ('when' expr)? ;

// ---------------------------------------------------------------- tokens

HEX           : '0x' [0-9A-Fa-f]+ ;
INT           : [0-9]+ ('_' [0-9]+)* ;
ID            : [A-Za-z_] [A-Za-z0-9_]* ([-.] [A-Za-z0-9_]+)* ;
STRING        : '"' ~["\r\n]* '"' ;
UNTERMINATED  : '"' ~["\r\n]* ;
LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
BLANK         : [ \t\r\n]+ -> channel(HIDDEN) ;
STRAY         : . ;
