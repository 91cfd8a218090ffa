package dev.sequent.packet.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is understood of a shell's commands: {@code sysctl}, several of them, and comments. No shell runs here. */
final class ShellCommands {
    private ShellCommands() {}

    /**
     * The settings, in their order.
     *
     * @throws UnsupportedException if there is anything else
     */
    static List<Sysctl> read(String text) {
        List<Sysctl> all = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : words(text)) {
            if (word.equals("\n")) {
                command(words, all);
                words = new ArrayList<>();
            } else {
                words.add(word);
            }
        }
        command(words, all);
        return all;
    }

    private static void command(List<String> words, List<Sysctl> into) {
        if (words.isEmpty() || words.equals(List.of("true")) || words.equals(List.of(":"))) {
            return;
        }
        String program = words.getFirst();
        if (!program.equals("sysctl") && !program.endsWith("/sysctl")) {
            throw new UnsupportedException(
                    "the command '" + String.join(" ", words) + "': no shell runs here, only sysctl is understood");
        }
        boolean any = false;
        for (String word : words.subList(1, words.size())) {
            if (word.matches("-[qwnie]+|--quiet|--write|--ignore")
                    || word.startsWith(">")
                    || word.startsWith("2>")
                    || word.equals("/dev/null")) {
                continue;
            }
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new UnsupportedException(
                        "the command '" + String.join(" ", words) + "': only settings, as sysctl -q net.ipv4.tcp_x=1");
            }
            String name = word.substring(0, equals).replace('/', '.').toLowerCase(Locale.ROOT);
            into.add(new Sysctl(name, List.of(word.substring(equals + 1).strip().split("\\s+"))));
            any = true;
        }
        if (!any) {
            throw new UnsupportedException("the command '" + String.join(" ", words) + "': it sets nothing");
        }
    }

    /** Whether what follows names a descriptor, as in {@code 2>&1}. */
    private static boolean redirects(CharSequence word) {
        return !word.isEmpty() && word.charAt(word.length() - 1) == '>';
    }

    /** Words of a shell, quotation marks taken off; a line feed for whatever ends a command. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                if (text.charAt(i) != '\n') {
                    word.append(text.charAt(i));
                    inWord = true;
                }
            } else if (c == '#' && !inWord) {
                int end = text.indexOf('\n', i);
                i = (end < 0 ? text.length() : end) - 1;
            } else if (Character.isWhitespace(c) || c == ';' || c == '&' && !redirects(word)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                if (c == '\n' || c == ';' || c == '&') {
                    words.add("\n");
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
