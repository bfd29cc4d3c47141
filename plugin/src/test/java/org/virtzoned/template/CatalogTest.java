package org.virtzoned.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @TempDir
    private Path temporary;

    private Path user;
    private Path host;
    private Catalog catalog;

    @BeforeEach
    void makeFolders() throws IOException {
        user = Files.createDirectory(temporary.resolve("user"));
        host = Files.createDirectory(temporary.resolve("host"));
        catalog = new Catalog("template", "", ".xml", List.of(user, host), List.of("minimal", "server"));
    }

    @Test
    void aUsersFileHidesTheHosts() throws IOException {
        Files.writeString(host.resolve("own.xml"), "host's");
        assertEquals("host's", catalog.read("own"));

        Files.writeString(user.resolve("own.xml"), "user's");
        assertEquals("user's", catalog.read("own"));
        assertEquals(user.resolve("own.xml").toString(), catalog.names().get("own"));
    }

    @Test
    void aUsersFileHidesThePrograms() throws IOException {
        assertTrue(catalog.read("minimal").startsWith("<domain "));

        Files.writeString(user.resolve("minimal.xml"), "user's");

        assertEquals("user's", catalog.read("minimal"));
        assertEquals(Map.of("minimal", user.resolve("minimal.xml").toString(), "server", "built-in"), catalog.names());
    }

    @Test
    void otherFilesAreNone() throws IOException {
        Files.writeString(user.resolve("notes.txt"), "");
        Files.createDirectory(user.resolve("folder.xml"));
        Files.writeString(user.resolve("-odd name.xml"), "");

        assertEquals(List.of("minimal", "server"), List.copyOf(catalog.names().keySet()));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(user.resolve("own.xml"), new byte[] {'<', (byte) 0xe9, '>'});

        TemplateException refusal = assertThrows(TemplateException.class, () -> catalog.read("own"));

        assertEquals("Cannot read template " + file + ": it is not in UTF-8.", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other", "../host/own", "/etc/passwd", "a/b", ".", "..", "minimal\n"})
    void whatIsNotThereIsRefused(String name) throws IOException {
        Files.writeString(host.resolve("own.xml"), "host's");

        TemplateException refusal = assertThrows(TemplateException.class, () -> catalog.read(name));

        assertEquals("Cannot find template '" + name + "'.", refusal.getMessage());
        assertEquals(
                "The templates are: own, minimal, server.", refusal.remedy().orElseThrow());
    }
}
