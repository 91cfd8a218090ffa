package dev.sequent.check.system;

/** A message in flight. There is one object for each message and age. */
final class Flight implements Comparable<Flight> {
    final MessageState message;
    /** In ticks; without clocks always 0. */
    final int age;

    /** @see MessageState#at */
    Flight(MessageState message, int age) {
        this.message = message;
        this.age = age;
    }

    /** Some total order, the same in every run. */
    @Override
    public int compareTo(Flight other) {
        int byMessage = message.bits.compareTo(other.message.bits);
        return byMessage != 0 ? byMessage : Integer.compare(age, other.age);
    }

    // equals and hashCode are Object's: that is what "one object for each" is for.
}
