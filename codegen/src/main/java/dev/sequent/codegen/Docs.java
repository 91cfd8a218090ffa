package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.MachineType.Trigger;
import java.util.List;
import java.util.stream.Collectors;

/** Texts of the specification as Javadoc. */
final class Docs {
    private Docs() {}

    /** Plain text, nothing in it means anything to the Javadoc tool. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;")
                .replace("{", "&#123;")
                .replace("\\u", "\\&#117;");
    }

    static String citations(List<Citation> citations) {
        return citations.stream().map(Citation::toString).collect(Collectors.joining("; "));
    }

    /** A heading, a remark and where it comes from; the last two may be empty. */
    static CodeBlock of(String heading, String remark, List<Citation> citations) {
        var text = new StringBuilder(sentence(text(heading)));
        if (!remark.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(sentence(text(remark)));
        }
        if (!citations.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(sentence(text(citations(citations))));
        }
        return CodeBlock.of("$L", text.toString());
    }

    private static String sentence(String text) {
        if (text.isEmpty() || text.endsWith(".") || text.endsWith("?") || text.endsWith("!")) {
            return text;
        }
        return text + ".";
    }

    /** As the specification writes it: {@code SEGMENT arrives}, {@code timeout RETRANSMISSION}, {@code SEND}. */
    static String trigger(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call t -> t.name();
            case Trigger.Arrival t -> t.name() + " arrives";
            case Trigger.Timeout t -> "timeout " + t.name();
        };
    }
}
