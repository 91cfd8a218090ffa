package dev.sequent.cli;

import dev.sequent.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is typed while a stack runs: Enter or s lists the connections, q ends. The end of the input means nothing. */
final class Keyboard {
    private final Console console;
    private final Runnable list;
    private final Runnable quit;

    Keyboard(Console console, Runnable list, Runnable quit) {
        this.console = console;
        this.list = list;
        this.quit = quit;
    }

    /**
     * Starts reading on a thread of its own. A background job must not read: the terminal would stop it.
     *
     * @return whether it does
     */
    boolean start(boolean wanted) {
        boolean reads = wanted && !inBackground();
        if (reads) {
            Thread.ofPlatform().daemon().name("sequent-keys").start(this::read);
        }
        return reads;
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                switch (line.strip()) {
                    case "", "s" -> list.run();
                    case "q" -> {
                        quit.run();
                        return;
                    }
                    default -> console.say("Enter or s lists connections, q ends");
                }
            }
        } catch (IOException e) {
            // Nobody types any longer.
        }
    }

    /**
     * Whether this process has a terminal, and another process group is in its foreground (fields 5, 7 and 8 of
     * proc(5)'s stat).
     */
    private static boolean inBackground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return !fields[4].equals("0") && !fields[2].equals(fields[5]);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
