package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Meaning;
import java.util.Arrays;
import java.util.stream.Collectors;

/** SQT465 to 477: what a machine and the world around it agree upon. */
public final class ContractMessages {
    private ContractMessages() {}

    public static Diagnostic unknownMeaning(String word, boolean ofOutcome, Span span) {
        String all = Arrays.stream(Meaning.values())
                .filter(m -> m.ofOutcome() == ofOutcome)
                .map(Meaning::word)
                .collect(Collectors.joining(", "));
        return Diagnostic.error("SQT477", span, (ofOutcome ? "an outcome" : "a signal") + " cannot mean " + word)
                .hint((ofOutcome ? "an outcome" : "a signal") + " may mean one of: " + all);
    }

    public static Diagnostic batchParameters(String event, Span span) {
        return Diagnostic.error("SQT474", span, "event " + event + " comes after each batch, and says nothing more")
                .hint("an event after batch has no parameters");
    }

    public static Diagnostic secondBatch(String event, Span span, Span first) {
        return Diagnostic.error("SQT475", span, "event " + event + " is the second that comes after each batch")
                .related(first, "the first");
    }

    public static Diagnostic passiveInitial(String state, Span span) {
        return Diagnostic.error("SQT476", span, "state " + state + " cannot be both initial and passive")
                .hint("in the initial state there is nothing; in a passive one the machine waits for a remote");
    }

    public static Diagnostic streamTwice(String direction, Span span, Span first) {
        return Diagnostic.error("SQT465", span, "a machine has one stream " + direction)
                .related(first, "the first");
    }

    public static Diagnostic inModule(String what, Span span) {
        return Diagnostic.error("SQT466", span, "a module has no " + what + ": the machine does")
                .hint("declare it in a block of the machine");
    }

    public static Diagnostic twiceInStream(String what, Span span, Span first) {
        return Diagnostic.error("SQT467", span, "this stream says twice " + what)
                .related(first, "said here first");
    }

    public static Diagnostic missingInStream(String direction, String example, Span span) {
        return Diagnostic.error("SQT468", span, "the stream " + direction + " does not say who moves its octets")
                .hint("it says at least: " + example);
    }

    /** @param what for instance {@code where the data begins} */
    public static Diagnostic notASequenceNumber(String name, Type type, String what, Span span) {
        return Diagnostic.error("SQT469", span, name + " is of type " + type.name() + ", and cannot say " + what)
                .hint("that is a sequence number: seq");
    }

    /** @param what for instance {@code how many octets} */
    public static Diagnostic notANumber(String name, Type type, String what, Span span) {
        return Diagnostic.error("SQT470", span, name + " is of type " + type.name() + ", and cannot say " + what)
                .hint("that is a number: u8, u16, u32, u64 or int");
    }

    public static Diagnostic sameParameter(String name, Span span) {
        return Diagnostic.error("SQT471", span, "parameter " + name + " is used for two things");
    }

    public static Diagnostic dataNowhere(String message, String data, Span span, Span stream) {
        return Diagnostic.error("SQT473", span, "message " + message + " does not say where its data begins")
                .hint("name the sequence number of its first octet: data " + data + " at NAME")
                .related(stream, "this stream moves its octets by sequence numbers");
    }

    public static Diagnostic notByUsers(String event, Span span) {
        return Diagnostic.error("SQT472", span, event + " is an event: no user hands over anything by it")
                .hint("octets are handed over by a call");
    }
}
