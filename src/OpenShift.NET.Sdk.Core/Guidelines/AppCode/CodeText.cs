using OpenShift.NET.Sdk.Code;

namespace OpenShift.NET.Sdk.Guidelines.AppCode;

/// <summary>A sentence with code in it, in each language that .NET applications are written in.</summary>
/// <param name="CSharp">In C#.</param>
/// <param name="FSharp">In F#.</param>
/// <param name="VisualBasic">In Visual Basic.</param>
internal sealed record CodeText(string CSharp, string FSharp, string VisualBasic)
{
    /// <summary>A sentence that reads the same in all of them.</summary>
    public static CodeText Same(string text) => new(text, text, text);

    /// <summary>The sentence in the language of the project or assembly.</summary>
    public string For(Publication publication) => publication.Language switch
    {
        CodeLanguage.FSharp => FSharp,
        CodeLanguage.VisualBasic => VisualBasic,
        _ => CSharp,
    };
}
