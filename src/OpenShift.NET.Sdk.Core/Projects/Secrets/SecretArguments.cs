using System.Text;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Command lines for messages: .NET takes settings, secrets among them, from arguments too (<c>--Jwt:Key=…</c>, <c>--password …</c>).</summary>
public static class SecretArguments
{
    /// <summary>The arguments in one line, values that are secrets replaced.</summary>
    public static string Redacted(IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var line = new StringBuilder();
        string before = "";
        foreach (string argument in arguments)
        {
            if (line.Length > 0)
            {
                line.Append(' ');
            }

            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            bool isSwitch = argument.StartsWith('-');
            line.Append(
                !isSwitch && before.Length > 0 && SecretValue.Judge(before, argument) is not null ? Redaction.Of(argument)
                : equals > 0 && SecretValue.Judge(argument[..equals].TrimStart('-', '/'), argument[(equals + 1)..]) is not null && !argument[..equals].Contains("://", StringComparison.Ordinal) ? $"{argument[..(equals + 1)]}{Redaction.Of(argument[(equals + 1)..])}"
                : SecretValue.Recognize(argument) is not null ? Redaction.Of(argument)
                : argument);
            before = isSwitch && equals < 0 ? argument.TrimStart('-') : "";
        }

        return line.ToString();
    }
}
