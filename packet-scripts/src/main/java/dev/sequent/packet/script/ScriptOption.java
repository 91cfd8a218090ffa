package dev.sequent.packet.script;

import java.util.Optional;

/**
 * A line {@code --name=value}, or {@code --name}, at the top of a script.
 *
 * @param value without quotation marks
 */
public record ScriptOption(String name, Optional<String> value, Place place) {

    public static ScriptOption of(String name, String value) {
        return new ScriptOption(name, Optional.of(value), Place.NONE);
    }
}
