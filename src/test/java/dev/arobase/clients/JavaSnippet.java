package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Imports and statements as somebody pastes them, compiled and run in this JVM. */
final class JavaSnippet {
  /** A System of its own, so that what the statements print is theirs alone. */
  private static final String FRAME =
      """
      %s
      public final class Pasted {
        public static String run() {
          var System = new Object() {
            final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            final java.io.PrintStream out = new java.io.PrintStream(bytes, true);
          };
          %s
          return System.bytes.toString();
        }
      }
      """;

  private JavaSnippet() {}

  /**
   * Runs it.
   *
   * @param folder for the class
   * @return what it printed
   */
  static String run(String text, Path folder) {
    String imports = only(text, true);
    String source = FRAME.formatted(imports, only(text, false));
    compile(source, folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, JavaSnippet.class.getClassLoader())) {
      return (String) loader.loadClass("Pasted").getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError("the snippet failed: " + text, e.getCause());
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String only(String text, boolean imports) {
    return text.lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n"));
  }

  private static void compile(String source, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SimpleJavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///Pasted.java"), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    StringWriter said = new StringWriter();
    boolean compiled = compiler.getTask(said, null, null, options, null, List.of(file)).call();
    assertThat(compiled).as("%s in %s", said, source).isTrue();
  }
}
