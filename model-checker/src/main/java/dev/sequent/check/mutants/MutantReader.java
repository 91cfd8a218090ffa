package dev.sequent.check.mutants;

import dev.sequent.check.mutants.Mutant.Line;
import dev.sequent.language.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a mutant's file: its header, a blank line, a unified diff. */
final class MutantReader {
    private static final Pattern SAID = Pattern.compile("([A-Z][A-Za-z-]*):(.*)");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /** The keys of the header. */
    private enum Key {
        TITLE("Title"),
        ROW("Row"),
        KILLS("Kills"),
        SCENARIO("Scenario"),
        SET("Set"),
        TELLS("Tells"),
        STORY("Story"),
        QUICK("Quick");

        final String spelled;

        Key(String spelled) {
            this.spelled = spelled;
        }

        static List<String> all() {
            return Arrays.stream(values()).map(key -> key.spelled).toList();
        }
    }

    private final String name;
    private final String file;
    private final List<String> lines;
    private final Map<Key, List<Line>> said = new EnumMap<>(Key.class);

    private MutantReader(String name, String file, String text) {
        this.name = name;
        this.file = file;
        lines = text.lines().toList();
    }

    /**
     * @param name what the mutant is called
     * @param file for messages
     */
    static Mutant read(String name, String file, String text) throws UnusableMutant {
        return new MutantReader(name, file, text).read();
    }

    private Mutant read() throws UnusableMutant {
        int end = head();
        return new Mutant(
                name,
                file,
                one(Key.TITLE),
                rows(),
                needed(Key.KILLS, "name the property or invariant that must fail, as sequent check spells it"),
                needed(Key.SCENARIO, "name the scenario in which it must fail"),
                listed(Key.SET),
                lines(Key.TELLS),
                String.join("\n", lines(Key.STORY).stream().map(Line::text).toList()),
                quick(),
                DiffReader.read(file, lines, end));
    }

    /** Reads the header, up to the first blank line. @return the index of that line */
    private int head() throws UnusableMutant {
        Key last = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                return i;
            }
            Matcher m = SAID.matcher(line);
            if (Character.isWhitespace(line.charAt(0)) && last != null) {
                goOn(last, line.strip());
            } else if (m.matches()) {
                last = key(m.group(1), i + 1);
                said.computeIfAbsent(last, k -> new ArrayList<>())
                        .add(new Line(m.group(2).strip(), i + 1));
            } else {
                throw complaint(
                        i + 1,
                        "'" + shortened(line) + "' is neither 'Key: value' nor, indented, more of the value above",
                        "the keys are " + String.join(", ", Key.all()) + "; a blank line ends them");
            }
        }
        return lines.size();
    }

    private static String shortened(String line) {
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }

    private void goOn(Key key, String more) {
        List<Line> values = Objects.requireNonNull(said.get(key), key.toString());
        Line last = values.removeLast();
        values.add(new Line((last.text() + " " + more).strip(), last.number()));
    }

    private Key key(String spelled, int line) throws UnusableMutant {
        for (Key key : Key.values()) {
            if (key.spelled.equals(spelled)) {
                return key;
            }
        }
        String near = Nearest.hint(spelled, Key.all());
        throw complaint(
                line,
                "there is no key " + spelled,
                near.isEmpty() ? "the keys are " + String.join(", ", Key.all()) : near);
    }

    private List<Line> lines(Key key) {
        return said.getOrDefault(key, List.of()).stream()
                .filter(line -> !line.text().isEmpty())
                .toList();
    }

    /** The values of a key that may be given several times, or list several at once with commas. */
    private List<Line> listed(Key key) {
        return lines(key).stream()
                .flatMap(line -> COMMA.splitAsStream(line.text()).map(part -> new Line(part, line.number())))
                .filter(line -> !line.text().isEmpty())
                .toList();
    }

    private List<Line> needed(Key key, String hint) throws UnusableMutant {
        List<Line> found = listed(key);
        if (found.isEmpty()) {
            throw complaint(1, "it does not say '" + key.spelled + ": ...'", hint);
        }
        return found;
    }

    private String one(Key key) throws UnusableMutant {
        List<Line> found = lines(key);
        if (found.size() != 1) {
            int line = found.isEmpty() ? 1 : found.get(1).number();
            throw complaint(
                    line,
                    found.isEmpty() ? "it does not say '" + key.spelled + ": ...'" : key.spelled + " stands here again",
                    "one line that says what the mutant shows, for instance 'why three segments: ...'");
        }
        return found.getFirst().text();
    }

    private List<Integer> rows() throws UnusableMutant {
        var rows = new ArrayList<Integer>();
        for (Line row : listed(Key.ROW)) {
            if (!row.text().matches("[1-9]\\d{0,3}")) {
                throw complaint(
                        row.number(),
                        "'" + row.text() + "' is not a row",
                        "Row: numbers of the catalogue of properties");
            }
            rows.add(Integer.valueOf(row.text()));
        }
        return rows;
    }

    private boolean quick() throws UnusableMutant {
        List<Line> found = lines(Key.QUICK);
        for (Line line : found) {
            if (Stream.of("yes", "no").noneMatch(line.text()::equals)) {
                throw complaint(line.number(), "Quick is yes or no, not '" + line.text() + "'", "");
            }
        }
        return !found.isEmpty() && found.getLast().text().equals("yes");
    }

    private UnusableMutant complaint(int line, String what, String hint) {
        return new UnusableMutant(file, line, what, hint);
    }
}
