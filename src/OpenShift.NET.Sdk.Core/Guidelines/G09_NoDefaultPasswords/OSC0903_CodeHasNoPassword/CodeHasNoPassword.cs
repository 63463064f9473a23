using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>OSC0903.</summary>
[Rule(
    "OSC0903",
    "The code holds no password and no key",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Read it from the configuration, without a default, and set it in the pod from a Secret; replace the password.")]
public sealed class CodeHasNoPassword : CodeRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        // A value is told once a line, however many ways lead to it, and where it is written rather than where it is used.
        var places = new LiteralPlaces(code);
        var told = new HashSet<(string, string)>();
        HashSet<string> neverTaken = DefaultsNeverTaken.Find(code);
        foreach (FoundSecret found in InCalls(code).Concat(InSettings(code)).Concat(InArguments(code)).Concat(InComparisons(code)).Concat(InLiterals(code)).Where(f => !neverTaken.Contains(f.Material.Text)))
        {
            Location use = Location.OfCode(publication, found.Place, found.In, found.Scope);
            Location where = places.Of(found.Material.Text, found.Place) is { } written ? WhereWritten(publication, written, use) : use;
            if (told.Add((where.Text, found.Material.Text)))
            {
                string seen = where.Text != use.Text && found.Use.Length > 0 ? $"holds {found.Noun} for {found.Use} ({use.Text})" : found.Seen;
                yield return Finding.Violation(where, $"{seen}, {found.Material.Redacted}: everyone who can pull the image can read it") with
                {
                    // What stands for a secret is told as what it is, and stops nothing.
                    AtMost = SecretValue.IsStandIn(found.Material.Text) ? Severity.Warning : null,
                    Fix = found.Noun == "a password"
                        ? null
                        : "Read it from the configuration, without a default, and set it in the pod from a Secret; replace the " + (found.Noun == "a client's secret" ? "secret." : "key."),
                };
            }
        }
    }

    // A constant has no statement: without its source file it is told where it is used first.
    private static Location WhereWritten(Publication publication, CodeLiteral literal, Location use) =>
        literal.Place is null ? use with { Scope = "code:" + literal.Type + (literal.Member is null ? "" : ":" + literal.Member), Text = $"Constant {literal.Type}.{literal.Member}" }
        : Location.OfCode(publication, literal.Place, literal.In?.ToString() ?? literal.Type, literal.Member ?? "");

    private static IEnumerable<FoundSecret> InCalls(CodeFacts code)
    {
        foreach (CodeCall call in code.Calls.Where(static c => c.InProduction))
        {
            foreach (FoundSecret found in InCall(call))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<FoundSecret> InCall(CodeCall call)
    {
        foreach ((int argument, SecretKindInCode kind) in SecretApis.In(call))
        {
            foreach (SecretMaterial material in SecretMaterial.Of(call.Argument(argument)).Where(m => SecretText.IsOne(m.Text, kind)))
            {
                yield return FoundSecret.InCall(call, material, kind);
            }
        }

        if (call.Method.StartsWith("set_", StringComparison.Ordinal) && call.ParameterTypes is ["System.String"] && KindOfMember(call.Method[4..]) is { } set)
        {
            foreach (SecretMaterial material in SecretMaterial.Of(call.Argument(0)).Where(m => SecretText.IsOne(m.Text, set)))
            {
                yield return FoundSecret.InCall(call, material, set);
            }
        }

        // WithEncryptionKey("…"): the only text, of a method that is named for it.
        int only = call.ParameterTypes.IndexOf("System.String");
        if (only >= 0 && call.ParameterTypes.LastIndexOf("System.String") == only && SecretName.SetBy(call.Method) is { } named && KindOfSetter(named) is { } given)
        {
            foreach (SecretMaterial material in SecretMaterial.Of(call.Argument(only)).Where(m => SecretText.IsOne(m.Text, given) && !SecretName.NamesOne(m.Text)))
            {
                yield return FoundSecret.InCall(call, material, given);
            }
        }

        foreach (ConfigurationValue setting in call.Arguments.OfType<ConfigurationValue>())
        {
            if (setting.Default is { } otherwise && KindOfSetting(setting.Key) is { } of)
            {
                foreach (SecretMaterial material in SecretMaterial.Of(otherwise).Where(m => SecretText.IsOne(m.Text, of)))
                {
                    yield return new FoundSecret(material, of == SecretKindInCode.Password ? "a password" : "a key", $"takes a default for the setting {setting.Key}", "the setting " + setting.Key, call.Place, call.In.ToString());
                }
            }
        }
    }

    // configuration["Jwt:Key"] = "…": it outweighs whatever the deployment sets.
    private static IEnumerable<FoundSecret> InSettings(CodeFacts code)
    {
        bool fromTables = SettingWrites.MakesSettingsOfTables(code);
        foreach (CodeCall call in code.Calls.Where(static c => c.InProduction))
        {
            if (SettingWrites.Of(call, fromTables) is not var (key, value) || KindOfSetting(key) is not { } kind)
            {
                continue;
            }

            // The name says what it is; a key needs no form to be told by.
            kind = kind == SecretKindInCode.ApiKey ? SecretKindInCode.Key : kind;
            foreach (SecretMaterial material in SecretMaterial.Of(value).Where(m => SecretText.IsOne(m.Text, kind) && (kind == SecretKindInCode.Password || !SecretValue.IsStandIn(m.Text))))
            {
                string noun = kind switch
                {
                    SecretKindInCode.Password => "a password",
                    SecretKindInCode.ClientSecret => "a client's secret",
                    _ => "a key",
                };
                yield return new FoundSecret(material, noun, $"sets the setting {key} to {noun}", "the setting " + key, call.Place, call.In.ToString());
            }
        }
    }

    private static IEnumerable<FoundSecret> InArguments(CodeFacts code)
    {
        foreach (CodeArgument argument in code.SecretArguments.Where(static a => a.InProduction))
        {
            if (SecretText.IsOneByName(argument.Value, argument.Parameter)
                || (SecretName.SetBy(argument.Of) is { } named && named == argument.Parameter && KindOfSetter(named) is { } given && SecretText.IsOne(argument.Value, given) && !SecretName.NamesOne(argument.Value)))
            {
                string noun = SecretName.NamesKey(argument.Parameter) ? "a key" : "a password";
                yield return new FoundSecret(new SecretMaterial(argument.Value), noun, $"gives {argument.Of} {noun}", argument.Of, argument.Place, argument.In.ToString());
            }
        }
    }

    private static IEnumerable<FoundSecret> InComparisons(CodeFacts code)
    {
        foreach (CodeComparison comparison in code.SecretComparisons.Where(static c => c.InProduction))
        {
            if (comparison.IsOfTable && SecretText.IsCompared(comparison.Value))
            {
                yield return new FoundSecret(new SecretMaterial(comparison.Value), "a password", $"holds a password in {comparison.Name}", "", comparison.Place, comparison.In.ToString(), comparison.Name);
            }
            else if (!comparison.IsOfTable && KindOfMember(comparison.Name) is { } kind && SecretText.IsCompared(comparison.Value) && !SecretValue.IsStandIn(comparison.Value))
            {
                string noun = kind switch
                {
                    SecretKindInCode.Password => "a password",
                    SecretKindInCode.ClientSecret => "a client's secret",
                    _ => "a key",
                };
                yield return new FoundSecret(new SecretMaterial(comparison.Value), noun, $"compares {comparison.Name} with {noun}", "", comparison.Place, comparison.In.ToString(), comparison.Name);
            }
        }
    }

    private static IEnumerable<FoundSecret> InLiterals(CodeFacts code)
    {
        foreach (CodeLiteral literal in code.Literals)
        {
            if (InLiteral(code, literal) is var (noun, seen) && IsUsed(code, literal))
            {
                yield return new FoundSecret(new SecretMaterial(literal.Value), noun, seen, "", literal.Place, literal.In?.ToString() ?? literal.Type, literal.Member ?? "");
            }
        }
    }

    // What a password is compared with where there is no user, so that both take the same time.
    private static bool IsOfNobody(CodeLiteral literal) =>
        SecretName.Words((literal.Member ?? "") + "." + (literal.In?.Name ?? "")).Any(static w => w is "dummy" or "fake" or "empty" or "invalid" or "timing" or "verify" or "unknown" or "nonexistent" or "decoy");

    // The compiler puts a constant where it is used, without its name. And of a seeded account the model that Entity Framework makes beside a migration has the hash once more.
    private static bool IsToldElsewhere(CodeFacts code, CodeLiteral literal) =>
        code.Literals.Any(l => l.Value == literal.Value && ((l.In is null && IsOfNobody(l)) || (IsOfModel(literal) && l.Place is not null && !IsOfModel(l))));

    private static bool IsOfModel(CodeLiteral literal) =>
        literal.Place?.File is { } file && (file.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase) || file.EndsWith("ModelSnapshot.cs", StringComparison.OrdinalIgnoreCase));

    private static (string Noun, string Seen)? InLiteral(CodeFacts code, CodeLiteral literal)
    {
        if (PasswordHash.IsOne(literal.Value))
        {
            return IsOfNobody(literal) || IsToldElsewhere(code, literal) ? null : ("a password", "holds the hash of a password");
        }

        // "{0}" and "{name}" are put in later.
        if (literal.Value.Length <= 4096 && !literal.Value.Contains('{', StringComparison.Ordinal) && SecretValue.Recognize(literal.Value) is { } kind)
        {
            // "SharedAccessKey=TODO" is none; "Password=changeme" is one that people run with.
            return SecretValue.IsStandIn(literal.Value, kind) && !literal.Value.Contains("change", StringComparison.OrdinalIgnoreCase) ? null : ("a password", $"holds {kind.Describe()}");
        }

        if (literal.Member is not { } member || KindOfMember(member) is not { } of || !SecretText.IsOneByName(literal.Value, member))
        {
            return null;
        }

        string noun = of == SecretKindInCode.Password ? "a password" : "a key";
        return (noun, $"sets {member} to {noun}");
    }

    private static SecretKindInCode? KindOfSetter(string named) => SecretName.IsOwnKey(named) ? SecretKindInCode.Key : KindOfMember(named);

    private static SecretKindInCode? KindOfSetting(string key) =>
        SecretName.NamesFile(key) ? null
        : SecretName.IsPassword(key) ? SecretKindInCode.Password
        : SecretName.IsOwnKey(key) ? SecretKindInCode.Key
        : KindOfMember(key);

    // Password, DefaultPassword, _adminPwd, ClientSecret; not PasswordKey, PasswordLabel, PasswordPolicy.
    private static SecretKindInCode? KindOfMember(string name) =>
        !SecretName.NamesOne(name) || NamesAction(name) ? null
        : !SecretName.NamesKey(name) ? SecretKindInCode.Password
        : SecretName.Words(name) is [.., "secret"] ? SecretKindInCode.ClientSecret
        : SecretKindInCode.ApiKey;

    // ResetPassword, WrongPassword: what is done with one, or what is wrong with it.
    private static bool NamesAction(string name) => SecretName.Words(name) is [.., "reset" or "forgot" or "forgotten" or "change" or "changed" or "update" or "recover" or "verify"
        or "confirm" or "invalid" or "wrong" or "incorrect" or "weak" or "expired" or "missing", _];

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

        // Where its own line calls nothing, as one that only sets a property, those of its method say in which environments it runs.
        bool any = false, ofMethod = false, methodRuns = false;
        foreach (CodeCall call in code.Calls)
        {
            if (call.Place is not null && LiteralPlaces.LineOf(call.Place) == LiteralPlaces.LineOf(literal.Place))
            {
                any = true;
                if (call.InProduction)
                {
                    return true;
                }
            }

            if (call.In.Key == literal.In.Key)
            {
                ofMethod = true;
                methodRuns |= call.InProduction;
            }
        }

        return !any && (!ofMethod || methodRuns);
    }
}
