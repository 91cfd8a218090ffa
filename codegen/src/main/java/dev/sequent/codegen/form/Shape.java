package dev.sequent.codegen.form;

/** How a value lies in a machine's memory. Everything scalar is of one of these three shapes. */
public enum Shape {
    /** True or false. */
    FLAG,
    /** 32 bits, wrapping: sequence numbers, ordinals of enums, rows of tables (slots), bits of a header. */
    WORD,
    /** Signed 64 bits: integers, durations, times. */
    NUMBER
}
