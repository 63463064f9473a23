using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>A secret that the code holds.</summary>
/// <param name="Material">The secret.</param>
/// <param name="Noun">What it is, with its article: <c>a key</c>.</param>
/// <param name="Seen">What the place of the use does with it: <c>gives a new SymmetricSecurityKey a key</c>.</param>
/// <param name="Use">Who gets it, as the end of "a key for …".</param>
/// <param name="Place">Where it is used; <see langword="null"/> without symbols.</param>
/// <param name="In">The method or type that uses it.</param>
/// <param name="Scope">What follows that in the scope; empty for nothing.</param>
internal sealed record FoundSecret(SecretMaterial Material, string Noun, string Seen, string Use, SourceLocation? Place, string In, string Scope = "")
{
    /// <summary>A secret that a call gets.</summary>
    public static FoundSecret InCall(CodeCall call, SecretMaterial material, SecretKindInCode kind)
    {
        string noun = kind switch
        {
            SecretKindInCode.Password => "a password",
            SecretKindInCode.Key => "a key",
            SecretKindInCode.ClientSecret => "a client's secret",
            _ => "a key of a service",
        };
        string api = Display(call);
        return call.Method.StartsWith("set_", StringComparison.Ordinal)
            ? new FoundSecret(material, noun, $"sets {call.Method[4..]} to {noun}", call.Method[4..], call.Place, call.In.ToString())
            : new FoundSecret(material, noun, $"gives {api} {noun}", api, call.Place, call.In.ToString());
    }

    private static string Display(CodeCall call)
    {
        string type = call.Type[(call.Type.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0];
        return call.Method == ".ctor" ? "a new " + type : type + "." + call.Method;
    }
}
