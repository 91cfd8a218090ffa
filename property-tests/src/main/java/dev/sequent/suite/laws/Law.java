package dev.sequent.suite.laws;

import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import java.util.function.BiConsumer;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;

/** A property that is a plain statement about a value. @param statement throws a violation if it is false */
record Law<T>(
        String name,
        String sentence,
        String reference,
        int tries,
        Arbitrary<T> values,
        Function<T, String> words,
        BiConsumer<T, Observer> statement)
        implements Property<T> {

    @Override
    public void check(T value, Observer observer) {
        statement.accept(value, observer);
    }

    @Override
    public String text(T value) {
        return words.apply(value);
    }
}
