package dev.sequent.runtime;

/** A message as its fields, independent of any bytes. Mutable, so that the data path can reuse one. */
public interface Message {
    /** Ordinal of the message type in its protocol. */
    int kind();

    /** A field in generic form; 0 for an optional field without a value. */
    long get(int field);

    /** Sets a field (an optional one becomes present). @throws Fault when out of the field's range */
    void set(int field, long value);

    /** False only for an optional field without a value. */
    boolean present(int field);

    /** How many octets of data it carries. */
    long dataLength();

    /** The sequence number of its first octet of data ({@code data DATA at TEXT}); 0 if the specification has none. */
    int dataSequence();

    /** Makes every field zero or absent. */
    void clear();

    /** Copies all fields from a message of the same kind. */
    void copyFrom(Message other);

    /** A new message of this kind with the same fields. */
    Message copy();

    void encode(BitWriter out);

    void decode(BitReader in);
}
