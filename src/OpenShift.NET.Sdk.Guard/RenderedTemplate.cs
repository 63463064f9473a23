using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace OpenShiftNetSdk.Generated;

/// <summary>A file with <c>${NAME}</c> in it, which becomes another with the values of the environment.</summary>
internal static class RenderedTemplate
{
    /// <summary>Renders it, or says what it lacks. Of the record, the name is the template, the type the file that it becomes.</summary>
    public static void Render(List<string> missing, List<string> unset, Record record)
    {
        string template;
        try
        {
            template = File.ReadAllText(record.Name);
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
        {
            missing.Add("Template " + record.Name + " cannot be read" + record.Description);
            return;
        }

        // What is missing may have been told of another file of the same template.
        bool complete = true;
        var text = new StringBuilder(template.Length + 256);
        for (int at = 0; at < template.Length; at++)
        {
            char c = template[at];
            char next = at + 1 < template.Length ? template[at + 1] : '\0';
            int end = c == '$' && next == '{' ? template.IndexOf('}', at) : -1;
            if (c == '$' && next == '$')
            {
                text.Append('$');
                at++;
            }
            else if (end < 0 || !IsVariable(template, at + 2, end))
            {
                text.Append(c);
            }
            else
            {
                string name = template.Substring(at + 2, end - at - 2);
                int or = name.IndexOf(":-", StringComparison.Ordinal);
                string? value = Environment.GetEnvironmentVariable(or < 0 ? name : name.Substring(0, or));
                value = string.IsNullOrEmpty(value) && or >= 0 ? name.Substring(or + 2) : value;
                string line = "Required setting " + name + " is missing: the template " + record.Name + " uses it.";
                if (value != null)
                {
                    string refused = "Setting " + (or < 0 ? name : name.Substring(0, or)) + " has a character that XML does not know: the template " + record.Name + " uses it.";
                    if (!AppendEscaped(text, value, Path.GetExtension(record.Type).ToLowerInvariant()))
                    {
                        complete = false;
                        Guard.AddOnce(missing, refused);
                    }
                }
                else
                {
                    complete = false;
                    Guard.AddOnce(missing, line);
                    Guard.AddOnce(unset, name);
                }

                at = end;
            }
        }

        if (complete)
        {
            Write(missing, record, text.ToString());
        }
    }

    // Letters, digits, '_', '-' and '.', no digit first, up to the end or a default.
    private static bool IsVariable(string text, int from, int end)
    {
        int at = from;
        while (at < end && (char.IsLetter(text[at]) || text[at] == '_' || (at > from && (char.IsDigit(text[at]) || text[at] == '.' || text[at] == '-'))))
        {
            at++;
        }

        return at > from && (at == end || (at + 1 < end && text[at] == ':' && text[at + 1] == '-'));
    }

    // Whether the format has a way to write every character of the value.
    private static bool AppendEscaped(StringBuilder text, string value, string format)
    {
        bool writable = true;
        foreach (char c in value)
        {
            string? escaped = null;
            if (format == ".json" || format == ".yaml" || format == ".yml")
            {
                // Inside of quotation marks, which YAML reads as JSON does.
                escaped = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t"
                    : c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029' ? "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture) : null;
            }
            else if (format == ".xml" || format == ".config")
            {
                // Line ends and tabs of an attribute would be read as spaces.
                escaped = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : c == '\'' ? "&apos;" : c == '\n' ? "&#10;" : c == '\r' ? "&#13;" : c == '\t' ? "&#9;" : null;
                writable &= escaped != null || (c >= ' ' && c != '\ufffe' && c != '\uffff');
            }

            if (escaped == null)
            {
                text.Append(c);
            }
            else
            {
                text.Append(escaped);
            }
        }

        return writable;
    }

    private static void Write(List<string> missing, Record record, string text)
    {
        // Whoever reads the file meanwhile has the old or the new one, never half of it. Every container has a process 1, so that its number makes no name of one's own on a shared volume.
        string temporary = record.Type + "." + Guid.NewGuid().ToString("n") + ".tmp";
        try
        {
            const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Mode;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(record.Type)!);
            using (var file = new FileStream(temporary, options))
            {
                AllowTheGroup(file, Mode);
                byte[] bytes = new UTF8Encoding(false).GetBytes(text);
                file.Write(bytes, 0, bytes.Length);
            }

            File.Move(temporary, record.Type, overwrite: true);
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
        {
            missing.Add("The template " + record.Name + " cannot be written to " + record.Type + ": its folder cannot be written. Mount a volume there, or declare an OpenShiftWritablePath.");
            try
            {
                File.Delete(temporary);
            }
            catch (Exception)
            {
                // It is not there.
            }
        }
    }

    // Whatever the umask is. On a share whose files all belong to whoever mounted it, modes are the mount's and not to be set; the file can be written all the same.
    private static void AllowTheGroup(FileStream file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                File.SetUnixFileMode(file.SafeFileHandle, mode);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                // It is as the mount has it.
            }
        }
    }
}
