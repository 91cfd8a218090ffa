package dev.sequent.packet.run;

import java.util.Map;

/** The value of a socket option. */
public sealed interface OptionSetting {

    /** An {@code int}. */
    record Number(int value) implements OptionSetting {}

    /** A {@code struct linger}. */
    record Linger(boolean on, int seconds) implements OptionSetting {}

    /** A {@code struct timeval}. */
    record Time(long seconds, long micros) implements OptionSetting {}

    /** A name, as TCP_CONGESTION has. */
    record Name(String text) implements OptionSetting {}

    /** A {@code struct tcp_info}: its fields by name, as far as they can be observed. */
    record Info(Map<String, Long> fields) implements OptionSetting {
        public Info {
            fields = Map.copyOf(fields);
        }
    }
}
