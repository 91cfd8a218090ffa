/*
 * The grammar of the Sequent language (.sqt). LANGUAGE.md shows every construct with an example.
 *
 * Two habits of RFC 9293 shape the lexer. Names carry dots and hyphens (SND.UNA, FIN-WAIT-1), so a binary minus
 * stands between blanks. Statements end with their line or with ';', so the places where the next line could be
 * read as a continuation (a unit, a value to return, a peer's state, a field) look whether the token stands on the same line.
 */
grammar Sequent;

@parser::members {
    private boolean sameLine() {
        return _input.LT(-1) != null && _input.LT(1).getLine() == _input.LT(-1).getLine();
    }
}

specification : protocolDecl? importDecl* declaration* EOF ;

protocolDecl  : 'protocol' name STRING? ;
importDecl    : 'import' STRING ;

declaration
    : paramDecl | assumeDecl | enumDecl | messageDecl | externDecl | interfaceDecl | moduleDecl | useDecl
    | machineDecl | propertyDecl | witnessDecl | scenarioDecl
    ;

// Words that stand in one place only are names everywhere else; those that begin an item do not begin a statement.
name          : target | 'assume' | 'attacker' | 'bound' | 'crash' | 'fair' | 'foreign' | 'holds' | 'lemma' | 'network' | 'observe' | 'on' | 'peer' | 'quick' | 'stream'
              | 'timed' ;
target        : ID | 'appends' | 'at' | 'batch' | 'capacity' | 'checksum' | 'data' | 'destination' | 'empty' | 'end' | 'every' | 'final' | 'forgets'
              | 'from' | 'hands' | 'header' | 'kind' | 'length' | 'lifetime' | 'means' | 'options' | 'out' | 'over' | 'padding' | 'passive'
              | 'port' | 'puts' | 'since' | 'source' | 'tick' | 'to' | 'turn' | 'unchecked' | 'up' | 'zero' ;

annotation    : '@' ID '(' citation (',' citation)* ')' ;
citation      : INT | STRING | ID | deviation ;
deviation     : ID '(' deviationPart (',' deviationPart)* ')' ;
deviationPart : INT | STRING | ID ;

// ---------------------------------------------------------------- types

type          : simpleType optional='?'? ;
simpleType    : 'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 'int' | 'seq' | 'duration' | 'time'
              | 'ranges' '[' INT ']'
              | name ;

// ---------------------------------------------------------------- declarations of a protocol

paramDecl     : 'param' name ':' type '=' sum ('in' sum '..' sum)? (sysctl='sysctl' STRING)? STRING? annotation* ;
assumeDecl    : 'assume' expr STRING? annotation* ;
enumDecl      : 'enum' name '{' name (',' name)* '}' STRING? annotation* ;
externDecl    : 'extern' 'function' name '(' parameters? ')' ':' type STRING? annotation* ;

messageDecl   : 'message' name 'as' name STRING? annotation* '{' messageItem* '}' ;
messageItem
    : name ':' fieldShape fieldRole? STRING?    # wireField
    | 'options' '{' optionDecl* '}'             # wireOptions
    | 'data' name ('at' name)? STRING?          # wireData
    | 'derived' name ':' type '=' expr STRING?  # derivedField
    ;
fieldShape    : type                             # typedShape
              | INT 'bits'                       # widthShape
              | 'bits' '{' name (',' name)* '}'  # bitsShape
              ;
fieldRole     : 'checksum' ('over' name)?                                   # checksumRole
              | 'length' 'of' what=('header' | 'message') 'in' INT 'bytes'  # lengthRole
              | 'port' which=('source' | 'destination')                     # portRole
              | 'zero'                                                      # zeroRole
              | 'to' 'network'                                              # networkRole
              | 'when' name                                                 # whenRole
              ;
optionDecl    : 'end' 'kind' INT STRING?      # endOption
              | 'padding' 'kind' INT STRING?  # paddingOption
              // one value: field MSS; several: fields SACK.L1, SACK.R1, ..., a short option has the first ones; none: a flag
              | name 'kind' INT (':' simpleType | '{' parameter (',' parameter)* '}')? STRING? annotation*  # valueOption
              ;

interfaceDecl : 'interface' name STRING? '{' signature* '}' ;
signature     : 'function' name '(' parameters? ')' ':' type STRING?
              | 'procedure' name '(' parameters? ')' STRING? ;
moduleDecl    : 'module' name 'provides' name 'for' name STRING? annotation* '{' machineItem* '}' ;
useDecl       : 'use' name '=' name ;

parameters    : parameter (',' parameter)* ;
parameter     : name ':' type ;

// ---------------------------------------------------------------- machines

machineDecl   : (foreign='foreign'? 'machine' name | 'machine' name continued='continued') STRING? annotation* '{' machineItem* '}' ;

machineItem
    : 'state' stateDecl (',' stateDecl)*                                                # states
    | 'var' name (',' name)* ':' type ('=' sum)? STRING? annotation*                    # variable
    | 'table' name '[' INT ']' '{' (parameter | ',' | ';')* '}' STRING? annotation*     # table
    | 'timer' name STRING? annotation*                                                  # timer
    | 'signal' name meaning? STRING? annotation*                                        # signal
    | 'outcome' name meaning? STRING? annotation*                                       # outcome
    | 'effect' name '(' parameters? ')' STRING? annotation*                             # effect
    | 'call' name '(' parameters? ')' STRING? annotation*                               # callDecl
    | 'event' name '(' parameters? ')' afterBatch? STRING? annotation*                  # eventDecl
    | 'stream' 'out' STRING? annotation* '{' (outgoingItem | ';')* '}'                  # outgoing
    | 'stream' 'in' STRING? annotation* '{' (incomingItem | ';')* '}'                   # incoming
    | 'observe' name ':' type '=' expr STRING? annotation*                              # observable
    | 'receives' name                                                                   # receives
    | 'function' name '(' parameters? ')' ':' type ('=' expr)? STRING? annotation* block?  # function
    | 'procedure' name '(' parameters? ')' STRING? annotation* block                    # procedure
    | 'before' 'sending' name STRING? annotation* block                                 # beforeSending
    | 'on' trigger 'in' stateSet STRING? annotation* block                              # handler
    | 'ignore' trigger (',' trigger)* 'in' stateSet STRING? annotation*                 # ignoring
    | (lemma='lemma' | 'invariant') name ':' expr STRING? annotation* unchecked?        # invariant
    ;

// What stands for the world around a machine: what its words mean to users, and who moves which octets.
meaning       : 'means' name ;
afterBatch    : 'after' 'batch' ;
outgoingItem  : name 'appends' name                         # appends
              | name 'forgets' name                         # forgets
              | 'up' 'to' name                              # endOfStream
              ;
incomingItem  : 'since' name                                # sinceFirst
              | 'up' 'to' name                              # nextOfStream
              | name 'puts' name 'at' name 'from' name      # puts
              | name 'hands' 'on' name                      # handsOn
              ;

stateDecl     : name initial='initial'? isFinal='final'? passive='passive'? STRING? ;
trigger       : 'timeout' name  # onTimeout
              | name 'arrives'  # onArrival
              | name            # onCall
              ;
stateSet      : 'any' 'state' | name ((',' | '|') name)* ;

// ---------------------------------------------------------------- statements

block         : '{' (statement | ';')* '}' ;

statement
    : target ':=' expr                                                   # assign
    | '->' name                                                          # goTo
    | 'send' name? fieldValue*                                           # send
    | 'start' name how=('after' | 'at') expr                             # startTimer
    | 'stop' name                                                        # stopTimer
    | 'signal' name                                                      # raiseSignal
    | 'let' name '=' expr                                                # letValue
    | 'var' name (':' type)? ':=' expr                                   # localVariable
    | 'if' expr block ('else' 'if' expr block)* ('else' block)?          # ifElse
    | 'in' stateSet block                                                # inStates
    | 'step' name STRING annotation* block                               # step
    | 'continue' 'at' name 'in' name                                     # continueAt
    | 'while' expr 'at' 'most' sum block                                 # whileAtMost
    | 'for' name 'from' sum 'to' sum block                               # forRange
    | 'for' 'each' name '..' name 'in' name block                        # forEachRange
    | 'for' 'each' name 'in' name ('where' expr)? block                  # forEachRow
    | 'find' name 'in' name 'where' expr block ('else' block)?           # findRow
    | 'insert' 'into' name '{' name ':=' expr (',' name ':=' expr)* '}'  # insertRow
    | 'remove' name                                                      # removeRow
    | 'add' sum '..' sum 'to' name                                       # addRange
    | 'cut' name 'below' sum                                             # cutRanges
    | 'clear' name                                                       # clear
    | 'delete' 'TCB' ({sameLine()}? '->' name)?                          # deleteTcb
    | 'return' ({sameLine()}? expr)?                                     # returnValue
    | 'drop'                                                             # drop
    | 'done'                                                             # done
    | 'assert' expr STRING?                                              # assertion
    | 'unreachable' STRING                                               # unreachable
    | target '(' arguments? ')'                                          # callStatement
    ;

fieldValue    : '<' name '=' fieldPart (',' fieldPart)* '>' ;
fieldPart     : sum ('if' '(' expr ')')? ;

// ---------------------------------------------------------------- expressions

expr
    : 'not' expr                         # not
    | comparison                         # compare
    | expr 'and' expr                    # and
    | expr 'or' expr                     # or
    | <assoc=right> expr 'implies' expr  # implies
    ;

comparison
    // One alternative for all that begins with a value: to tell them apart beforehand would mean to look through the value.
    : sum ((relation sum)* | has='has' name | there='present')  # relations
    | 'in' stateNames                     # inState
    | name {sameLine()}? 'in' stateNames  # peerInState
    | 'running' name                      # timerRunning
    | 'channel' 'empty'                   # channelEmpty
    | name {sameLine()}? 'sends' name ('where' filter)?         # sends
    | name {sameLine()}? 'receives' name ('where' filter)?      # receivesMessage
    | name {sameLine()}? 'calls' name ('where' filter)?         # callsWhat
    | name {sameLine()}? 'signals' name                         # signalsWhat
    | 'expires' name                                            # expires
    ;
filter        : negated='not'? comparison ;
stateNames    : name ('|' name)* ;
relation      : '=' | '!=' | '<' | '<=' | '>' | '>=' ;

sum           : minus='-'? product (sumOp product)* ;
sumOp         : '+' | '-' ;
product       : primary (productOp primary)* ;
productOp     : '*' | '/' | 'mod' | '<<' | '>>' ;

primary
    : INT ({sameLine()}? ID)?            # quantity
    | HEX                                # hexadecimal
    | 'true'                             # trueValue
    | 'false'                            # falseValue
    | 'none'                             # noneValue
    | 'now'                              # now
    | name '(' arguments? ')'            # callExpression
    | name                               # nameValue
    | '(' expr ')'                       # parenthesised
    | 'if' expr 'then' expr 'else' expr  # conditional
    ;

arguments     : argument (',' argument)* ;
argument      : (name ':')? expr ;

// ---------------------------------------------------------------- properties and scenarios

propertyDecl  : (lemma='lemma' | 'property') name '(' peers (',' peers)* ')' ':' claim STRING? annotation* unchecked? ;
unchecked     : 'unchecked' STRING ;
claim
    : 'always' 'every' inFlight ('before' inFlight)? 'from' name 'to' name ':' expr  # ofFlights
    | kind=('always' | 'never') expr                                 # ofStates
    | 'step' expr                                                    # ofSteps
    | 'whenever' name what=('sends' | 'receives' | 'calls') name 'then' expr  # ofHappenings
    | expr '~>' expr                                                 # leadsTo
    | 'eventually' 'always' expr                                     # eventuallyAlways
    | 'possible' expr                                                # possible
    ;
inFlight      : name name? ;
witnessDecl   : 'witness' name '(' peers (',' peers)* ')' ':' step='step'? expr STRING? annotation* ;
peers         : name (',' name)* ':' name ;

scenarioDecl  : 'scenario' name STRING? annotation* '{' (scenarioItem | ';')* '}' ;
scenarioItem
    : 'peer' name ':' name '{' (userStep | ending | ';')* afterCrash? '}'   # peer
    | 'network' '{' 'capacity' INT ';'? ('may' mischief (',' mischief)*)? ';'? '}'  # network
    | 'set' name '=' sum                                                    # setParam
    | 'choose' name 'in' turn='turn'? '{' sum (',' sum)* '}'                # choose
    | 'bound' name '<=' INT                                                 # bound
    | 'holds' name 'to' name sample                                         # holds
    | 'attacker' 'to' name '{' (sample | ';')* '}'                          # attacker
    | 'crash' name ('at' 'most' INT)?                                       # crash
    | 'timed' '{' 'tick' sum ';'? 'lifetime' sum ';'? '}'                   # timed
    | 'fair' name name (',' name name)*                                     # fair
    | 'quick'                                                               # quick
    | 'check' (everything='all' | name (',' name)*)                         # check
    ;
afterCrash    : 'after' 'crash' '{' (userStep | ';')* '}' ';'* ;
ending        : 'may' 'end' 'in' stateNames ;
sample        : name? fieldValue ({sameLine()}? fieldValue)* ;
mischief      : name ('at' 'most' INT)? ;
userStep      : again='repeat'? name '(' arguments? ')' ('when' expr)? ;

// ---------------------------------------------------------------- tokens

HEX           : '0x' [0-9A-Fa-f]+ ;
INT           : [0-9]+ ('_' [0-9]+)* ;
// Letters of other scripts are refused by name, once each, and not where the parser stumbles over them.
ID            : LETTER (LETTER | [0-9])* ([-.] (LETTER | [0-9])+)* ;
fragment LETTER : [A-Za-z_\p{L}\p{M}\p{No}\p{Nl}] ;
STRING        : '"' ~["\r\n]* '"' ;
UNTERMINATED  : '"' ~["\r\n]* ;
LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
OPEN_COMMENT  : '/*' ;
BLANK         : [ \t\r\n]+ -> channel(HIDDEN) ;
STRAY         : . ;
