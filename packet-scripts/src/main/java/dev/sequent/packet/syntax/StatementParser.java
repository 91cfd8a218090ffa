package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Parses one statement. */
final class StatementParser {

    /** Tokens with which a value begins. */
    private static final Set<Integer> VALUES = Set.of(
            PacketScriptLexer.INTEGER,
            PacketScriptLexer.HEX,
            PacketScriptLexer.WORD,
            PacketScriptLexer.STRING,
            PacketScriptLexer.ELLIPSIS);

    private StatementParser() {}

    /** The tree; empty if there is something wrong, which then is among the problems. */
    static Optional<PacketScriptParser.StatementContext> parse(List<Token> tokens, List<Problem> problems) {
        for (Token token : tokens) {
            Optional<Problem> broken = broken(token);
            if (broken.isPresent()) {
                problems.add(broken.get());
                return Optional.empty();
            }
        }
        Optional<Token> tooDeep = Depth.exceeded(tokens);
        if (tooDeep.isPresent()) {
            problems.add(Messages.tooDeep(place(tooDeep.get())));
            return Optional.empty();
        }
        var all = new ArrayList<>(tokens);
        all.add(end(tokens.getLast()));
        var parser = new PacketScriptParser(new CommonTokenStream(new ListTokenSource(all)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return Optional.of(parser.statement());
        } catch (ParseCancellationException e) {
            problems.add(unexpected(parser, e));
            return Optional.empty();
        }
    }

    private static Token end(Token last) {
        var end = new CommonToken(Token.EOF, "");
        end.setLine(last.getLine());
        end.setCharPositionInLine(last.getCharPositionInLine() + last.getText().length());
        return end;
    }

    private static Optional<Problem> broken(Token token) {
        return switch (token.getType()) {
            case PacketScriptLexer.OPEN_STRING ->
                Optional.of(Messages.notClosed(token, "PKT103", "the string", "it ends with '\"', on its line"));
            case PacketScriptLexer.OPEN_COMMAND ->
                Optional.of(Messages.notClosed(token, "PKT104", "the command", "it ends with a backquote"));
            case PacketScriptLexer.OPEN_CODE ->
                Optional.of(Messages.notClosed(token, "PKT105", "the code", "it ends with }%"));
            case PacketScriptLexer.OPEN_COMMENT ->
                Optional.of(Messages.notClosed(token, "PKT106", "the comment", "it ends with */"));
            case PacketScriptLexer.OTHER -> Optional.of(Messages.strayCharacter(token));
            default -> Optional.empty();
        };
    }

    private static Problem unexpected(PacketScriptParser parser, ParseCancellationException e) {
        if (!(e.getCause() instanceof RecognitionException cause)) {
            throw e;
        }
        ParserRuleContext where = cause.getCtx() instanceof ParserRuleContext context ? context : parser.getContext();
        Token found = cause.getOffendingToken() == null ? parser.getCurrentToken() : cause.getOffendingToken();
        IntervalSet expected = cause.getOffendingState() < 0 ? new IntervalSet() : cause.getExpectedTokens();
        String expectation = expectation(where, expected);
        return Messages.unexpected(found, expectation).hint(hint(where, expectation, found));
    }

    /** What was probably meant by what cannot be read. */
    private static String hint(ParserRuleContext where, String expectation, Token found) {
        int rule = where.getRuleIndex();
        if (rule == PacketScriptParser.RULE_ports && found.getText().equals(":")) {
            return "a segment has flags before its range: S, S., P., or . for ACK alone; - for none";
        }
        if (rule == PacketScriptParser.RULE_call && where.getChildCount() <= 1) {
            return "a packet begins with < if it comes in, and with > if the host must send it";
        }
        boolean list = expectation.contains("')'") || expectation.contains("']'");
        if (list && VALUES.contains(found.getType())) {
            return "is a ',' missing?";
        }
        if (rule != PacketScriptParser.RULE_statement) {
            return "";
        }
        return switch (found.getType()) {
            case PacketScriptLexer.ACK -> "the acknowledgment stands before the window";
            case PacketScriptLexer.WIN -> "the window stands before the urgent pointer and the options";
            case PacketScriptLexer.WORD -> "options of TCP stand in angle brackets: <mss 1460>";
            default -> "";
        };
    }

    /** What could stand there: the thing as a whole, if none of it is there yet, or the next of its parts. */
    private static String expectation(ParserRuleContext where, IntervalSet expected) {
        boolean begun = where.getChildCount() > 0;
        if (!begun) {
            String thing = whole(where.getRuleIndex());
            if (!thing.isEmpty()) {
                return thing;
            }
        }
        var parts = new TreeSet<String>();
        for (int type : expected.toList()) {
            parts.add(name(type));
        }
        List<String> list = List.copyOf(parts);
        return list.size() <= 1
                ? String.join("", list)
                : String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.getLast();
    }

    private static String whole(int rule) {
        return switch (rule) {
            case PacketScriptParser.RULE_statement, PacketScriptParser.RULE_time -> "a time, as 0.1, +0.1 or *";
            case PacketScriptParser.RULE_action ->
                "what happens then: a packet (< or >), a system call, a command in backquotes, or %{ code }%";
            case PacketScriptParser.RULE_tcp, PacketScriptParser.RULE_flags ->
                "the flags of a segment, as S. or P., or icmp, or udp";
            case PacketScriptParser.RULE_range -> "a range of sequence numbers, as 1:1001(1000)";
            case PacketScriptParser.RULE_expression, PacketScriptParser.RULE_simple ->
                "a value: a number, a symbol, \"text\", ..., [array] or {structure}";
            case PacketScriptParser.RULE_seconds -> "a number of seconds";
            case PacketScriptParser.RULE_tcpOption -> "a TCP option";
            default -> "";
        };
    }

    private static String name(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the statement";
            case PacketScriptLexer.INTEGER -> "a number";
            case PacketScriptLexer.HEX -> "a hexadecimal number";
            case PacketScriptLexer.FLOAT -> "a number with decimals";
            case PacketScriptLexer.WORD -> "a word";
            case PacketScriptLexer.STRING -> "a string";
            case PacketScriptLexer.IPV4 -> "an address";
            case PacketScriptLexer.BACKQUOTED -> "a command in backquotes";
            case PacketScriptLexer.CODE -> "%{ code }%";
            default -> PacketScriptParser.VOCABULARY.getDisplayName(type);
        };
    }

    static Place place(Token token) {
        return new Place(token.getLine(), token.getCharPositionInLine() + 1);
    }
}
