package dev.sequent.codegen.form;

/** The message that a value refers to, or that is being filled. */
public sealed interface Carrier {

    /** The message itself, in a field that it computes. */
    record Own() implements Carrier {}

    /** The one that arrives at the machine. */
    record Arriving(Subject at, MessageForm message) implements Carrier {}

    /** The one that the machine is about to send. */
    record Outgoing(Subject from, MessageForm message) implements Carrier {}

    /** In a condition on a step: the one whose arrival the step is. */
    record Received(MessageForm message) implements Carrier {}

    /** In a condition on what a step sends: one that it sends. */
    record Sent(MessageForm message) implements Carrier {}
}
