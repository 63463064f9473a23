using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>OSC0903.</summary>
[Rule(
    "OSC0903",
    "The code holds no password",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Read it from the configuration, without a default, and set it in the pod from a Secret; replace the password.")]
public sealed class CodeHasNoPassword : CodeRule
{
    // Which argument is a password.
    private static readonly (KnownApi Api, int Argument)[] s_apis =
    [
        ("System.Net.NetworkCredential::.ctor", 1),
        ("Microsoft.AspNetCore.Identity.UserManager`1::CreateAsync", 1),
        ("Microsoft.AspNetCore.Identity.UserManager`1::AddPasswordAsync", 1),
        ("Microsoft.AspNetCore.Identity.UserManager`1::ResetPasswordAsync", 2),
        ("Microsoft.AspNetCore.Identity.SignInManager`1::PasswordSignInAsync", 1),
        ("Microsoft.AspNetCore.Identity.IPasswordHasher`1::HashPassword", 1),
        ("Microsoft.AspNetCore.Identity.PasswordHasher`1::HashPassword", 1),
        ("Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions::UseHttps", 2),
        ("MailKit.Net.Smtp.SmtpClient::Authenticate*", 1),
        ("MailKit.MailService::Authenticate*", 1),
        ("MailKit.IMailService::Authenticate*", 1),
        ("Renci.SshNet.SftpClient::.ctor", 2),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        // A value is told once a line, however many ways lead to it.
        var told = new HashSet<(SourceLocation?, string)>();
        foreach (CodeCall call in code.Calls.Where(static c => c.InProduction))
        {
            foreach ((string what, string value) in InCall(call))
            {
                Location where = Location.OfCall(publication, call);
                if (told.Add((LineOf(call.Place), value)))
                {
                    yield return Finding.Violation(where, $"{what}, {Redaction.Of(value)}: everyone who can pull the image can read it");
                }
            }
        }

        foreach (CodeLiteral literal in code.Literals.Where(l => IsUsed(code, l)))
        {
            if (InLiteral(literal) is { } what && told.Add((LineOf(literal.Place), literal.Value)))
            {
                Location where = Location.OfCode(publication, literal.Place, literal.In?.ToString() ?? literal.Type, literal.Member ?? "");
                yield return Finding.Violation(where, $"{what}, {Redaction.Of(literal.Value)}: everyone who can pull the image can read it");
            }
        }
    }

    private static IEnumerable<(string What, string Value)> InCall(CodeCall call)
    {
        foreach ((KnownApi api, int index) in s_apis)
        {
            if (api.Matches(call) && IsText(call, index) && PasswordOf(call.Argument(index)) is { } password)
            {
                yield return ($"gives {Display(call)} a password", password);
            }
        }

        if (call.Method.StartsWith("set_", StringComparison.Ordinal) && IsPasswordMember(call.Method[4..]) && PasswordOf(call.Argument(0)) is { } set)
        {
            yield return ($"sets {call.Method[4..]} to a password", set);
        }

        foreach (CodeValue argument in call.Arguments)
        {
            if (argument is ConfigurationValue { Default: { } otherwise } setting && SecretName.IsPassword(setting.Key) && !SecretName.NamesFile(setting.Key) && PasswordOf(otherwise) is { } password)
            {
                yield return ($"takes a default for the setting {setting.Key}", password);
            }
        }
    }

    private static string? InLiteral(CodeLiteral literal)
    {
        // "{0}" and "{name}" are put in later.
        if (literal.Value.Length <= 4096 && !literal.Value.Contains('{', StringComparison.Ordinal) && SecretValue.Recognize(literal.Value) is { } kind)
        {
            return $"holds {kind.Describe()}";
        }

        return literal.Member is { } member && IsPasswordMember(member) && IsPassword(literal.Value) ? $"sets {member} to a password" : null;
    }

    private static string? PasswordOf(CodeValue value) => value.Alternatives.Select(static v => v.Text).FirstOrDefault(static t => t is not null && IsPassword(t));

    // What only names a password - a key, a column, a text for people - is none.
    private static bool IsPassword(string value) =>
        value.Length is > 0 and <= 128 && !SecretValue.IsPlaceholder(value) && !value.AsSpan().ContainsAny(" :{}") && !value.Contains("__", StringComparison.Ordinal) && !NamesPassword(value);

    private static bool NamesPassword(string value) => SecretName.Words(value) is [.., var last] && SecretName.IsPassword(last) && value.All(static c => char.IsAsciiLetter(c) || c is '_' or '-' or '.');

    // Password, DefaultPassword, _adminPwd; not PasswordKey, PasswordLabel, PasswordPolicy.
    private static bool IsPasswordMember(string name) => SecretName.Words(name) is [.., var last] && SecretName.IsPassword(last);

    private static bool IsText(CodeCall call, int index) => index < call.ParameterTypes.Length && call.ParameterTypes[index] == "System.String";

    // Only the lines that the program comes to in Production; for a constant the lines that use it.
    private static bool IsUsed(CodeFacts code, CodeLiteral literal)
    {
        if (literal.In is null)
        {
            return literal.Reachable || code.Literals.Any(l => l.In is not null && l.Reachable && l.Value == literal.Value);
        }

        if (!literal.Reachable)
        {
            return false;
        }

        bool any = false;
        foreach (CodeCall call in code.Calls)
        {
            if (call.Place is not null && LineOf(call.Place) == LineOf(literal.Place))
            {
                any = true;
                if (call.InProduction)
                {
                    return true;
                }
            }
        }

        return !any;
    }

    private static SourceLocation? LineOf(SourceLocation? place) => place is null ? null : place with { Column = 0 };

    private static string Display(CodeCall call)
    {
        string type = call.Type[(call.Type.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0];
        return call.Method == ".ctor" ? "a new " + type : type + "." + call.Method;
    }
}
