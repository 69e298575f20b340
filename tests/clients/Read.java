// Asks for every URL with Java's HttpURLConnection. Each line of the file holds list and URL in
// hexadecimal digits.
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

public class Read {
    static String text(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        URI proxy = URI.create(arguments[1]);
        for (String scheme : new String[] {"http", "https"}) {
            System.setProperty(scheme + ".proxyHost", proxy.getHost());
            System.setProperty(scheme + ".proxyPort", "" + proxy.getPort());
        }
        System.setProperty("http.keepAlive", "false");
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split(" ", 2);
            System.setProperty("http.nonProxyHosts", text(words[0]));
            String url = text(words[1]);
            try (Socket mark = new Socket("127.0.0.1", 9)) {
                mark.getOutputStream().write(url.replaceAll(".*/", "").getBytes());
                mark.getInputStream().read();
            }
            try {
                var asked = (HttpURLConnection) URI.create(url).toURL().openConnection();
                asked.setConnectTimeout(10_000);
                asked.setReadTimeout(10_000);
                asked.getResponseCode();
            } catch (IOException error) {
                // What became of it, the recorder knows.
            }
        }
        System.out.println("Java " + System.getProperty("java.version"));
    }
}
