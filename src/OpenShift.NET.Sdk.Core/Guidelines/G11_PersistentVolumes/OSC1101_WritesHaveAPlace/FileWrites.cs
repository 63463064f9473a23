using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1101_WritesHaveAPlace;

/// <summary>The APIs that write files, and which argument is the path.</summary>
internal static class FileWrites
{
    private const string File = "System.IO.File::";
    private const string FileInfo = "System.IO.FileInfo::";

    // Objects that stand for a file or folder say themselves which one.
    private const int Receiver = -1;

    private const long FileModeOpen = 3;
    private const long FileAccessRead = 1;

    private static readonly (KnownApi Api, int Path, bool IsFolder)[] s_apis =
    [
        (File + "WriteAll*", 0, false),
        (File + "AppendAll*", 0, false),
        (File + "AppendText", 0, false),
        (File + "Create", 0, false),
        (File + "CreateText", 0, false),
        (File + "OpenWrite", 0, false),
        (File + "Open", 0, false),
        (File + "Copy", 1, false),
        (File + "Move", 1, false),
        (File + "Replace", 1, false),
        ("System.IO.FileStream::.ctor", 0, false),
        ("System.IO.StreamWriter::.ctor", 0, false),
        (FileInfo + "Create", Receiver, false),
        (FileInfo + "CreateText", Receiver, false),
        (FileInfo + "AppendText", Receiver, false),
        (FileInfo + "OpenWrite", Receiver, false),
        (FileInfo + "CopyTo", 0, false),
        (FileInfo + "MoveTo", 0, false),
        ("System.IO.DirectoryInfo::Create", Receiver, true),
        ("System.IO.Directory::CreateDirectory", 0, true),
        ("System.IO.Directory::Move", 1, true),
        ("System.IO.Compression.ZipFile::ExtractToDirectory", 1, true),
        ("System.IO.Compression.ZipFile::CreateFromDirectory", 1, false),
        ("System.IO.Compression.ZipFileExtensions::ExtractToDirectory", 1, true),
        ("System.IO.Compression.ZipFileExtensions::ExtractToFile", 1, false),
        ("System.Formats.Tar.TarFile::ExtractToDirectory*", 1, true),
        ("System.Xml.Linq.XDocument::Save", 0, false),
        ("System.Xml.XmlDocument::Save", 0, false),
        ("System.Xml.Linq.XElement::Save", 0, false),
        ("System.Xml.XmlWriter::Create", 0, false),
        ("System.Data.DataSet::WriteXml", 0, false),
        ("System.Data.DataTable::WriteXml", 0, false),
        ("System.Net.WebClient::DownloadFile*", 1, false),
        ("SixLabors.ImageSharp.ImageExtensions::Save*", 1, false),
        ("ClosedXML.Excel.XLWorkbook::SaveAs", 0, false),
        ("ClosedXML.Excel.IXLWorkbook::SaveAs", 0, false),
    ];

    /// <summary>The path a call writes to; <see langword="null"/> when it is no such call or only reads.</summary>
    public static (CodeValue Path, bool IsFolder)? Of(CodeCall call)
    {
        foreach ((KnownApi api, int path, bool isFolder) in s_apis)
        {
            if (path == Receiver)
            {
                if (call.Receiver is { } file && api.Matches(call))
                {
                    return (file, isFolder);
                }
            }
            else if (api.Matches(call) && path < call.Arguments.Length && call.ParameterTypes[path] == "System.String" && !OnlyReads(call))
            {
                return (call.Argument(path), isFolder);
            }
        }

        return null;
    }

    // A mode or an access that is not known can be one that reads.
    private static bool OnlyReads(CodeCall call)
    {
        int mode = call.ParameterTypes.IndexOf("System.IO.FileMode");
        int access = call.ParameterTypes.IndexOf("System.IO.FileAccess");
        if (mode < 0)
        {
            return call.ParameterTypes.Contains("System.IO.FileStreamOptions");
        }

        return call.Argument(mode).Number is null or FileModeOpen || (access >= 0 && call.Argument(access).Number is null or FileAccessRead);
    }
}
