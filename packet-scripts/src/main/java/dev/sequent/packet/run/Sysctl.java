package dev.sequent.packet.run;

import java.util.List;

/** One setting of a sysctl. @param values separated by blanks, as {@code net.ipv4.tcp_rmem} has three */
public record Sysctl(String name, List<String> values) {
    public Sysctl {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return name + "=" + String.join(" ", values);
    }
}
