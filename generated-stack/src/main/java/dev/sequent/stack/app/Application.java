package dev.sequent.stack.app;

import dev.sequent.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An application and where to serve it, as people write it: {@code echo:7}, {@code discard:9}, {@code source:19}
 * (endless), {@code source:19=N} (N octets), {@code http:80=FOLDER}.
 *
 * @param port 1 to 65535
 * @param argument what follows the equals sign
 */
public record Application(Kind kind, int port, Optional<String> argument) {

    /** What there is to serve. */
    public enum Kind {
        /** Sends back what arrives (RFC 862). */
        ECHO,
        /** Throws away what arrives (RFC 863). */
        DISCARD,
        /** Sends without end, or a number of octets. */
        SOURCE,
        /**
         * Serves the files of a folder, to {@value Application#HTTP_CONNECTIONS} connections at a time,
         * {@value Application#HTTP_CONNECTIONS_PER_CLIENT} of one client.
         */
        HTTP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final int HTTP_CONNECTIONS = 1_024;
    static final int HTTP_CONNECTIONS_PER_CLIENT = 256;

    private static final String EXAMPLE = "; write it like echo:7, source:19 or http:80=FOLDER";

    /** @throws IllegalArgumentException if the argument does not fit the kind, saying why */
    public Application {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is from 1 to 65535, not " + port + EXAMPLE);
        }
        switch (kind) {
            case ECHO, DISCARD -> {
                if (argument.isPresent()) {
                    throw new IllegalArgumentException(
                            kind + " takes nothing after the port, but got '" + argument.get() + "'" + EXAMPLE);
                }
            }
            case SOURCE -> {
                if (!argument.orElse("0").matches("[0-9]{1,18}")) {
                    throw new IllegalArgumentException(
                            "source takes a number of octets after the port, as in source:19=1000000, not '"
                                    + argument.get() + "'");
                }
            }
            case HTTP -> {
                if (argument.isEmpty() || argument.get().isEmpty()) {
                    throw new IllegalArgumentException("http lacks the folder to serve, as in http:80=FOLDER");
                }
                if (!Files.isDirectory(Path.of(argument.get()))) {
                    throw new IllegalArgumentException(
                            "http cannot serve '" + argument.get() + "': it is not a readable folder");
                }
            }
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what is wrong and how it should look
     */
    public static Application parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> k.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no application '" + name + "', only " + List.of(Kind.values()) + EXAMPLE));
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' lacks the port" + EXAMPLE);
        }
        String rest = text.substring(colon + 1);
        int equals = rest.indexOf('=');
        String port = equals < 0 ? rest : rest.substring(0, equals);
        if (!port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + port + "' in '" + text + "' is not a port" + EXAMPLE);
        }
        return new Application(
                kind, Integer.parseInt(port), equals < 0 ? Optional.empty() : Optional.of(rest.substring(equals + 1)));
    }

    /**
     * Begins to serve it.
     *
     * @throws java.net.BindException if the port is in use
     * @throws IOException if the folder can no longer be read
     */
    public Server start(Stack stack) throws IOException {
        return switch (kind) {
            case ECHO -> Server.startInTurns(stack, port, LittleServices::echo);
            case DISCARD -> Server.startInTurns(stack, port, LittleServices::discard);
            case SOURCE -> {
                long limit = argument.map(Long::parseLong).orElse(-1L);
                yield Server.start(stack, port, socket -> LittleServices.source(socket, limit));
            }
            case HTTP -> {
                var server = new HttpFileServer(Path.of(argument.orElseThrow()));
                yield Server.start(
                        stack,
                        port,
                        new ConnectionLimit(HTTP_CONNECTIONS, HTTP_CONNECTIONS_PER_CLIENT, server, server::busy));
            }
        };
    }

    @Override
    public String toString() {
        return kind + ":" + port + argument.map(a -> "=" + a).orElse("");
    }
}
