using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Keyword">The keyword in capitals: <c>FROM</c>, <c>RUN</c>.</param>
/// <param name="Line">Line it begins in, the first one 1.</param>
/// <param name="Text">What follows the keyword and its flags; joined lines stay joined by a backslash and a line end, so that lines can be counted.</param>
/// <param name="TextLine">Line <paramref name="Text"/> begins in.</param>
/// <param name="Flags">Its flags: <c>--mount=type=cache,target=/var/cache</c>.</param>
/// <param name="Documents">The texts of its here-documents, each with the line it begins in.</param>
internal sealed record DockerfileInstruction(string Keyword, int Line, string Text, int TextLine, ImmutableArray<string> Flags, ImmutableArray<(int Line, string Text)> Documents)
{
    /// <summary>The words of an instruction whose words are separated by blanks, or of one in JSON form; quotes around a word, or a part of it, are no part of it.</summary>
    public ImmutableArray<string> Words
    {
        get
        {
            string line = Text.Replace("\\\n", " ", StringComparison.Ordinal).Trim();
            return JsonWords.TryRead(line, out ImmutableArray<string> json) ? json : QuotedWords.Split(line);
        }
    }
}
