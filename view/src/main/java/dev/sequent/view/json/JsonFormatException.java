package dev.sequent.view.json;

/** A text is not JSON, or not the JSON that was expected; the message says where and why. */
public final class JsonFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param place {@code line:column} @param what is wrong there */
    public JsonFormatException(JsonValue.Place place, String what) {
        super(place + ": " + what);
    }
}
