package dev.sequent.stack.launch;

import static dev.sequent.stack.launch.StackLoaderTest.link;
import static dev.sequent.stack.launch.StackLoaderTest.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.launch.StackLoaderTest.Edit;
import org.junit.jupiter.api.Test;

/** What Java would link, and the stack would take for something else than the specification means. */
class UnfitCoreTest {

    /** Both are numbers to Java: what tells them apart is which comes first. */
    @Test
    void anEffectWithItsParametersInAnotherOrderIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "connection.sqt",
                                "effect place(begin : seq, skip : u32, n : u32)",
                                "effect place(begin : seq, n : u32, skip : u32)"),
                        new Edit(
                                "text.sqt",
                                "place(begin, begin - SEG.TEXT, end - begin)",
                                "place(begin, end - begin, begin - SEG.TEXT)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares the effect place as "
                        + "\"effect place(begin : seq, n : u32, skip : u32)\", and the stack offers "
                        + "\"effect place(begin : seq, skip : u32, n : u32)\"");
    }

    @Test
    void aCallWithItsParametersInAnotherOrderIsNamed() {
        assertThatThrownBy(() -> link(new Edit(
                        "user-calls.sqt",
                        "call SEND(n : u32, push : bool, urgent : bool)",
                        "call SEND(n : u32, urgent : bool, push : bool)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares call SEND with other parameters than the stack passes: "
                        + "call SEND(n : u32, push : bool, urgent : bool)");
    }

    /** The stack would pass nanoseconds. */
    @Test
    void aDurationThatHasBecomeANumberIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "user-calls.sqt",
                                "call SET-USER-TIMEOUT(limit : duration)",
                                "call SET-USER-TIMEOUT(seconds : u32)"),
                        new Edit("user-calls.sqt", "max(limit, 0 ms)", "max(seconds * 1 s, 0 ms)"),
                        new Edit("properties/network.sqt", "max(limit, 0 ms)", "max(seconds * 1 s, 0 ms)"),
                        new Edit("properties/network.sqt", "where limit > 0 ms", "where seconds > 0"),
                        new Edit("properties/network.sqt", "(limit: 1 min)", "(seconds: 60)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification declares call SET-USER-TIMEOUT with other parameters than the stack passes: "
                                + "call SET-USER-TIMEOUT(limit : duration)");
    }

    @Test
    void aParameterMayHaveAnotherName() throws Exception {
        assertThat(probe(link(
                        new Edit("connection.sqt", "effect deliver(n : u32) ", "effect deliver(octets : u32) "),
                        new Edit("connection.sqt", "deliver hands on n", "deliver hands on octets"))))
                .contains("transfer: equal");
    }

    @Test
    void aStreamThatSomethingElseMovesIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit("connection.sqt", "deliver hands on n", "acknowledge hands on n"),
                        new Edit(
                                "connection.sqt", "place puts n at begin from skip", "place puts skip at begin from n"),
                        new Edit("connection.sqt", "SEND appends n", "RECEIVE appends n")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification says that RECEIVE appends n, and in the stack SEND appends n\n"
                        + "the specification says that place puts skip at begin from n, and in the stack place puts n at begin from skip\n"
                        + "the specification says that acknowledge hands on n, and in the stack deliver hands on n");
    }

    /** Whichever comes first is the one that gets that name in Java. */
    @Test
    void aCallThatIsTheSameInJavaIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit(
                                "user-calls.sqt",
                                "  call SET-NODELAY(",
                                "  call SET.NODELAY(enabled : bool)\n  call SET-NODELAY("),
                        new Edit(
                                "user-calls.sqt",
                                "  on SET-NODELAY ",
                                "  on SET.NODELAY in any state { return ok }\n  on SET-NODELAY ")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares SET.NODELAY and SET-NODELAY, which are the same name in Java: "
                        + "the stack could call the wrong one");
    }

    @Test
    void aSecondPassiveStateIsNamed() {
        assertThatThrownBy(() -> link(new Edit("connection.sqt", "        SYN-SENT  ", "        SYN-SENT passive ")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares the passive states LISTEN, SYN-SENT, and the stack's listeners "
                        + "wait in one");
    }

    /** The stack sets it in place. */
    @Test
    void aFieldOfAnotherKindIsNamed() {
        assertThatThrownBy(() -> link(
                        new Edit("segment.sqt", "TTL      : u8 to network", "TTL : seq to network"),
                        new Edit("text.sqt", "OUT.TTL := TTL", "OUT.TTL := sequence(TTL)")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage("the specification declares field TTL with a type of another kind than the stack's");
    }

    @Test
    void aHeaderWithoutChecksumIsNamed() {
        assertThatThrownBy(() -> link(new Edit("segment.sqt", "checksum over pseudo-header", "")))
                .isInstanceOf(UnfitCoreException.class)
                .hasMessage(
                        "the specification no longer declares a checksum of message SEGMENT, which the stack needs");
    }
}
