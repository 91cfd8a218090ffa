package dev.sequent.codegen.java;

import dev.sequent.codegen.form.WireLayout;
import java.util.ArrayList;
import java.util.List;

/** A header as the RFCs draw it: 32 bits a row, two characters a bit. */
final class WireDiagram {
    private static final int ROW = 32;
    private static final String TENS = " 0                   1                   2                   3";
    private static final String ONES = " 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1";

    /** @param bits wide @param lines what stands in it */
    private record Cell(int bits, List<String> lines) {}

    private WireDiagram() {}

    static String of(WireLayout wire) {
        var rows = new ArrayList<List<Cell>>();
        var row = new ArrayList<Cell>();
        int used = 0;
        for (WireLayout.Place place : wire.places()) {
            for (Cell cell : cells(place.part())) {
                int left = cell.bits();
                List<String> lines = cell.lines();
                while (left > 0) {
                    int here = Math.min(left, ROW - used);
                    row.add(new Cell(here, fit(lines, here)));
                    lines = List.of();
                    left -= here;
                    used = (used + here) % ROW;
                    if (used == 0) {
                        rows.add(List.copyOf(row));
                        row.clear();
                    }
                }
            }
        }
        if (!row.isEmpty()) {
            rows.add(List.copyOf(row));
        }
        var out = new StringBuilder(TENS).append('\n').append(ONES).append('\n');
        int last = 0;
        for (List<Cell> each : rows) {
            int bits = each.stream().mapToInt(Cell::bits).sum();
            out.append(border(Math.max(bits, last)));
            draw(out, each);
            last = bits;
        }
        out.append(border(last == 0 ? ROW : last));
        wire.options().ifPresent(o -> tail(out, "[OPTIONS]"));
        wire.data().ifPresent(f -> tail(out, f.name()));
        return out.toString().stripTrailing();
    }

    private static String border(int bits) {
        return "+" + "-+".repeat(bits) + "\n";
    }

    private static void tail(StringBuilder out, String text) {
        out.append(':').append(centred(text, 2 * ROW - 1)).append(":\n").append(border(ROW));
    }

    private static void draw(StringBuilder out, List<Cell> row) {
        int height =
                Math.max(1, row.stream().mapToInt(c -> c.lines().size()).max().orElse(1));
        for (int line = 0; line < height; line++) {
            out.append('|');
            for (Cell cell : row) {
                int top = (height - cell.lines().size()) / 2;
                int index = line - top;
                String text =
                        index >= 0 && index < cell.lines().size() ? cell.lines().get(index) : "";
                out.append(centred(text, 2 * cell.bits() - 1)).append('|');
            }
            out.append('\n');
        }
    }

    private static String centred(String text, int width) {
        int before = (width - text.length()) / 2;
        return " ".repeat(before) + text + " ".repeat(width - text.length() - before);
    }

    private static List<Cell> cells(WireLayout.Part part) {
        if (part.element() instanceof WireLayout.Element.Carried carried
                && !carried.bits().isEmpty()) {
            return carried.bits().stream()
                    .map(bit -> new Cell(
                            1, bit.chars().mapToObj(Character::toString).toList()))
                    .toList();
        }
        return List.of(new Cell(part.width(), List.of(part.name())));
    }

    /** Broken at hyphens, shortened, cut: whatever it takes to fit the cell. */
    private static List<String> fit(List<String> lines, int bits) {
        int width = 2 * bits - 1;
        var fitted = new ArrayList<String>();
        for (String line : lines) {
            if (line.length() <= width) {
                fitted.add(line);
                continue;
            }
            for (String part : line.split("(?<=-)")) {
                String shorter = part.length() <= width
                        ? part
                        : part.charAt(0) + part.substring(1).replaceAll("[AEIOUaeiou]", "");
                fitted.add(shorter.length() <= width ? shorter : shorter.substring(0, width));
            }
        }
        return fitted;
    }
}
