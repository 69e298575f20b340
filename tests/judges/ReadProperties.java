// Prints the values of the properties V000000, V000001, … as lines of hexadecimal digits.
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

public class ReadProperties {
    public static void main(String[] arguments) {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < Integer.parseInt(arguments[0]); index++) {
            String value = System.getProperty(String.format("V%06d", index));
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            lines.append(HexFormat.of().formatHex(bytes)).append('\n');
        }
        System.out.print(lines);
    }
}
