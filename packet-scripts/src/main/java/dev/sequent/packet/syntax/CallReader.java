package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.script.SystemCalls;
import dev.sequent.packet.script.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Reads system calls. */
final class CallReader {
    private static final List<String> FUNCTIONS = List.of("htons", "htonl", "inet_addr", "inet6_addr");

    private final List<Problem> problems;
    private final int before;

    CallReader(List<Problem> problems) {
        this.problems = problems;
        this.before = problems.size();
    }

    /** The call; empty if something is wrong with it, which then is among the problems. */
    Optional<Action.SystemCall> read(PacketScriptParser.CallContext tree) {
        String name = tree.name.getText();
        List<PacketScriptParser.ExpressionContext> all = tree.expression();
        List<Value> arguments = new ArrayList<>();
        for (PacketScriptParser.ExpressionContext argument : all.subList(0, all.size() - 1)) {
            arguments.add(value(argument));
        }
        if (!SystemCalls.names().contains(name)) {
            problems.add(Messages.unknown(
                    "PKT501",
                    tree.name,
                    "system call",
                    name,
                    SystemCalls.names(),
                    "see sequent packet --help for those that there are"));
        } else if (!SystemCalls.takes(name, arguments.size())) {
            problems.add(CallMessages.wrongCount(tree.name, SystemCalls.form(name), arguments.size()));
        }
        Value result = value(tree.result);
        Optional<String> errno = Optional.ofNullable(tree.errno).map(Token::getText);
        if (tree.errno != null && !Symbols.isErrno(tree.errno.getText())) {
            problems.add(Messages.unknown(
                    "PKT504",
                    tree.errno,
                    "error",
                    tree.errno.getText(),
                    Symbols.names().stream().filter(Symbols::isErrno).toList(),
                    ""));
        } else if (tree.errno != null && result instanceof Value.Number n && n.value() >= 0) {
            problems.add(CallMessages.errorAndSuccess(tree.errno, n.value()));
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Action.SystemCall(name, arguments, result, errno, note(tree.note())));
    }

    private static Optional<String> note(PacketScriptParser.@Nullable NoteContext tree) {
        if (tree == null) {
            return Optional.empty();
        }
        return Optional.of(tree.children.subList(1, tree.children.size() - 1).stream()
                .map(word -> word.getText())
                .collect(Collectors.joining(" ")));
    }

    private Value value(PacketScriptParser.ExpressionContext tree) {
        List<Value> parts = tree.simple().stream().map(this::simple).toList();
        return parts.size() == 1 ? parts.getFirst() : new Value.Or(parts);
    }

    private List<Value> values(List<PacketScriptParser.ExpressionContext> trees) {
        return trees.stream().map(this::value).toList();
    }

    private Value simple(PacketScriptParser.SimpleContext tree) {
        return switch (tree) {
            case PacketScriptParser.OmittedContext ignored -> Value.OMITTED;
            case PacketScriptParser.UnknownContext ignored -> new Value.Anything();
            case PacketScriptParser.NumberContext number -> number(number);
            case PacketScriptParser.TextContext text ->
                new Value.Text(unescaped(text.STRING().getSymbol()), text.ELLIPSIS() != null);
            case PacketScriptParser.SymbolOrFunctionContext word -> word(word);
            case PacketScriptParser.ArrayContext array -> new Value.Array(values(array.expression()));
            case PacketScriptParser.StructContext struct ->
                new Value.Struct(struct.field().stream().map(this::field).toList());
            default -> throw new IllegalStateException(tree.getClass().getName());
        };
    }

    private Value number(PacketScriptParser.NumberContext tree) {
        boolean hexadecimal = tree.HEX() != null;
        return new Value.Number(
                PacketMessages.number(tree.getStart(), "a number", Long.MIN_VALUE, Long.MAX_VALUE, problems),
                hexadecimal);
    }

    private Value word(PacketScriptParser.SymbolOrFunctionContext tree) {
        String name = tree.word().getText();
        if (tree.getChildCount() > 1) {
            if (!FUNCTIONS.contains(name)) {
                problems.add(Messages.unknown(
                        "PKT505",
                        tree.getStart(),
                        "function",
                        name,
                        FUNCTIONS,
                        "there are " + String.join(", ", FUNCTIONS)));
            }
            return new Value.Function(name, values(tree.expression()));
        }
        if (Symbols.value(name).isEmpty()) {
            problems.add(Messages.unknown(
                    "PKT503", tree.getStart(), "symbol", name, Symbols.names(), "a number can be written instead"));
        }
        return new Value.Symbol(name);
    }

    private Value.Field field(PacketScriptParser.FieldContext tree) {
        if (tree.expression().size() == 1) {
            return new Value.Field("", List.of(), value(tree.expression(0)));
        }
        Value value = value(tree.expression(1));
        List<PacketScriptParser.SimpleContext> name = tree.expression(0).simple();
        if (name.size() == 1 && name.getFirst() instanceof PacketScriptParser.SymbolOrFunctionContext word) {
            return new Value.Field(word.word().getText(), values(word.expression()), value);
        }
        problems.add(CallMessages.noFieldName(tree.getStart()));
        return new Value.Field("", List.of(), value);
    }

    private String unescaped(Token token) {
        String written = token.getText().substring(1, token.getText().length() - 1);
        var out = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c > 0xFF) {
                for (byte octet : Character.toString(written.codePointAt(i)).getBytes(StandardCharsets.UTF_8)) {
                    out.append((char) (octet & 0xFF));
                }
                i += Character.charCount(written.codePointAt(i)) - 1;
            } else if (c != '\\') {
                out.append(c);
            } else {
                i++;
                int digits = digits(written, i);
                if (digits > 0) {
                    boolean hexadecimal = written.charAt(i) == 'x';
                    String number = written.substring(i + (hexadecimal ? 1 : 0), i + digits);
                    out.append((char) (Integer.parseInt(number, hexadecimal ? 16 : 8) & 0xFF));
                    i += digits - 1;
                } else {
                    out.append(escaped(token, written.charAt(i)));
                }
            }
        }
        return out.toString();
    }

    /** How many characters from there on are an octet by its number, as {@code x0a} or {@code 012}. */
    private static int digits(String text, int from) {
        boolean hexadecimal = text.charAt(from) == 'x';
        int start = from + (hexadecimal ? 1 : 0);
        int at = start;
        int most = hexadecimal ? 2 : 3;
        while (at < text.length() && at - start < most && Character.digit(text.charAt(at), hexadecimal ? 16 : 8) >= 0) {
            at++;
        }
        return at == start ? 0 : at - from;
    }

    private char escaped(Token token, char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '\'' -> c;
            default -> {
                problems.add(CallMessages.unknownEscape(token, c));
                yield c;
            }
        };
    }
}
