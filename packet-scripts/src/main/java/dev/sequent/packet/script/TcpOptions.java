package dev.sequent.packet.script;

import java.util.List;

/** The options of a segment. */
public sealed interface TcpOptions {

    /** {@code <...>}: whatever there is. */
    record Unchecked() implements TcpOptions {}

    /** These, in this order. Without any, a script says nothing at the place where they would stand. */
    record Listed(List<TcpOption> list) implements TcpOptions {
        public Listed {
            list = List.copyOf(list);
        }
    }

    TcpOptions UNCHECKED = new Unchecked();

    TcpOptions NONE = new Listed(List.of());

    static TcpOptions of(TcpOption... options) {
        return new Listed(List.of(options));
    }
}
