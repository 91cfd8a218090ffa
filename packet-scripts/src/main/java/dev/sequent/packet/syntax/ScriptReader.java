package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.EventTime;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads a script. */
public final class ScriptReader {

    private final List<Problem> problems = new ArrayList<>();
    private final List<ScriptOption> options = new ArrayList<>();
    private final List<Action.Command> init = new ArrayList<>();
    private final List<Place> initPlaces = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Action.Command> cleanup = new ArrayList<>();
    private final TimeReader times = new TimeReader(problems);
    /** The first command that may turn out to stand between events. */
    private final List<Token> untimed = new ArrayList<>();

    private boolean begun;

    private ScriptReader() {}

    /**
     * Reads the octets of a file.
     *
     * @param file its name, for messages
     * @param defines words that stand for something else, by their names
     */
    public static Reading read(String file, byte[] octets, Map<String, String> defines) {
        try {
            return read(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString(),
                    defines);
        } catch (CharacterCodingException e) {
            Problem problem = Messages.notUtf8(firstBadLine(octets));
            return new Reading(file, "", Script.of(List.of()), List.of(), List.of(problem));
        }
    }

    private static int firstBadLine(byte[] octets) {
        String lenient = new String(octets, StandardCharsets.UTF_8);
        int bad = lenient.indexOf('\uFFFD');
        return 1
                + (int) lenient.substring(0, Math.max(bad, 0))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /**
     * Reads a text.
     *
     * @param defines words that stand for something else, by their names; those of the script itself come before these
     */
    public static Reading read(String file, String text, Map<String, String> defines) {
        var reader = new ScriptReader();
        Map<String, String> all = new TreeMap<>(defines);
        all.putAll(definesOf(text));
        for (List<Token> statement : Statements.of(text, all)) {
            reader.statement(statement);
        }
        if (reader.events.isEmpty() && reader.problems.isEmpty()) {
            reader.problems.add(
                    Messages.noEvents(new Place(Math.max(1, (int) text.lines().count()), 1)));
        }
        List<Problem> inOrder = reader.problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Problem p) -> p.place().line())
                        .thenComparingInt(p -> p.place().column()))
                .toList();
        var script = new Script(reader.options, reader.init, reader.events, reader.cleanup);
        return new Reading(file, text, script, reader.initPlaces, inOrder);
    }

    private static Map<String, String> definesOf(String text) {
        var found = new TreeMap<String, String>();
        for (List<Token> statement : Statements.of(text, Map.of())) {
            Token first = statement.getFirst();
            if (first.getType() == PacketScriptLexer.OPTION) {
                OptionReader.read(first, new ArrayList<>())
                        .filter(o -> o.name().equals("define"))
                        .flatMap(ScriptOption::value)
                        .map(v -> v.split("=", 2))
                        .ifPresent(parts -> found.put(parts[0], parts[1]));
            }
        }
        return found;
    }

    private void statement(List<Token> tokens) {
        Optional<PacketScriptParser.StatementContext> tree = StatementParser.parse(tokens, problems);
        if (tree.isEmpty()) {
            begun |= tokens.getFirst().getType() != PacketScriptLexer.OPTION;
            return;
        }
        switch (tree.get()) {
            case PacketScriptParser.OptionStatementContext option -> option(option.OPTION());
            case PacketScriptParser.UntimedCommandContext command -> untimed(command.BACKQUOTED());
            case PacketScriptParser.TimedEventContext event -> event(event);
            default -> throw new IllegalStateException(tree.get().getClass().getName());
        }
    }

    private void option(TerminalNode node) {
        if (begun || !init.isEmpty()) {
            problems.add(Messages.lateOption(node.getSymbol()));
            return;
        }
        OptionReader.read(node.getSymbol(), problems).ifPresent(options::add);
    }

    private void untimed(TerminalNode node) {
        if (begun) {
            cleanup.add(new Action.Command(between(node, 1)));
            untimed.add(node.getSymbol());
        } else {
            init.add(new Action.Command(between(node, 1)));
            initPlaces.add(StatementParser.place(node.getSymbol()));
        }
    }

    private void event(PacketScriptParser.TimedEventContext tree) {
        begun = true;
        untimed.forEach(token -> problems.add(Messages.commandWithoutTime(token)));
        untimed.clear();
        cleanup.clear();
        PacketScriptParser.ActionContext action = tree.action();
        Optional<EventTime> time = times.read(tree.time(), action.call() != null);
        Optional<? extends Action> what;
        if (action.packet() != null) {
            what = new PacketReader(problems).read(action.packet());
        } else if (action.call() != null) {
            what = new CallReader(problems).read(action.call());
        } else if (action.command() != null) {
            what = Optional.of(new Action.Command(between(action.command().BACKQUOTED(), 1)));
        } else {
            what = code(action.code().CODE());
        }
        if (time.isPresent() && what.isPresent()) {
            events.add(new Event(time.get(), what.get(), StatementParser.place(tree.getStart())));
        }
    }

    private Optional<Action.CodeBlock> code(TerminalNode node) {
        String text = between(node, 2);
        OptionalInt tooDeep = CodeStatements.tooDeep(text);
        tooDeep.ifPresent(at -> problems.add(Messages.tooDeep(within(node.getSymbol(), at + 2))));
        return tooDeep.isPresent() ? Optional.empty() : Optional.of(new Action.CodeBlock(text));
    }

    /** A place in a token that may go over several lines. */
    private static Place within(Token token, int offset) {
        String before = token.getText().substring(0, offset);
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        Place start = StatementParser.place(token);
        return lines == 0
                ? new Place(start.line(), start.column() + offset)
                : new Place(start.line() + lines, offset - before.lastIndexOf('\n'));
    }

    private static String between(TerminalNode node, int marks) {
        String text = node.getText();
        return text.substring(marks, text.length() - marks);
    }
}
