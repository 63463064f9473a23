using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>
/// Requests, log and results as bytes between a build and the process that runs its stages. Both sides are always of one version (see
/// <see cref="Greeting"/>), so there is nothing to negotiate. Plain fields rather than a serializer: what it would have to
/// compile in every build takes longer than the rest of the conversation.
/// </summary>
internal static class StageWire
{
    /// <summary>Text on the wire. Lone surrogates of odd file names are replaced, not refused.</summary>
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>What the serving side says first: which build of this assembly it is. A conversation with another one would go wrong somewhere.</summary>
    public static string Greeting { get; } = "openshift-stages " + typeof(StageWire).Module.ModuleVersionId.ToString("N");

    /// <summary>Writes a request.</summary>
    public static void Write(BinaryWriter writer, StageRequest request)
    {
        writer.Write((byte)request.Stage);
        Write(writer, request.Facts);
        writer.Write(request.WorkingDirectory);
        writer.Write(request.Update);
        writer.Write(request.LibrariesAreRestored);
        writer.Write(request.SeveralPlatforms);
        writer.Write(request.IndexFolder);
        writer.Write(request.Directory);
        writer.Write(request.Ports);
        writer.Write(request.LockFile);
        writer.Write(request.Owner);
        writer.Write(request.OnlyCopies);
        writer.Write(request.KeepsAlive);
        writer.Write(request.BuildProcess);
        writer.Write(request.ClusterContext);
        writer.Write(request.ClusterNamespace);
        writer.Write(request.ApplyDryRun);
        writer.Write(request.ApplyForce);
        writer.Write(request.ApplyTimeout);
        writer.Write(request.Input is not null);
        if (request.Input is { } input)
        {
            Write(writer, input.Properties);
            writer.Write(input.Items.Length);
            foreach (InputItem item in input.Items)
            {
                writer.Write(item.Kind);
                writer.Write(item.Include);
                Write(writer, item.Metadata);
            }
        }
    }

    /// <summary>Reads a request.</summary>
    public static StageRequest ReadRequest(BinaryReader reader)
    {
        var request = new StageRequest
        {
            Stage = (Stage)reader.ReadByte(),
            Facts = ReadTexts(reader),
            WorkingDirectory = reader.ReadString(),
            Update = reader.ReadBoolean(),
            LibrariesAreRestored = reader.ReadBoolean(),
            SeveralPlatforms = reader.ReadBoolean(),
            IndexFolder = reader.ReadString(),
            Directory = reader.ReadString(),
            Ports = reader.ReadString(),
            LockFile = reader.ReadString(),
            Owner = reader.ReadString(),
            OnlyCopies = reader.ReadBoolean(),
            KeepsAlive = reader.ReadBoolean(),
            BuildProcess = reader.ReadInt32(),
            ClusterContext = reader.ReadString(),
            ClusterNamespace = reader.ReadString(),
            ApplyDryRun = reader.ReadString(),
            ApplyForce = reader.ReadString(),
            ApplyTimeout = reader.ReadString(),
        };
        if (!reader.ReadBoolean())
        {
            return request;
        }

        ImmutableDictionary<string, string> properties = ReadDictionary(reader);
        var items = ImmutableArray.CreateBuilder<InputItem>(reader.ReadInt32());
        for (int i = items.Capacity; i > 0; i--)
        {
            items.Add(new InputItem(reader.ReadString(), reader.ReadString(), ReadDictionary(reader)));
        }

        return request with { Input = new ProjectInput(properties, items.MoveToImmutable()) };
    }

    /// <summary>Writes a message.</summary>
    public static void WriteMessage(BinaryWriter writer, StageImportance importance, string text)
    {
        writer.Write((byte)Frame.Message);
        writer.Write((byte)importance);
        writer.Write(text);
    }

    /// <summary>Writes a diagnostic.</summary>
    public static void WriteDiagnostic(BinaryWriter writer, Severity severity, string code, string text, SourceLocation? place)
    {
        writer.Write((byte)Frame.Diagnostic);
        writer.Write((byte)severity);
        writer.Write(code);
        writer.Write(text);
        writer.Write(place?.File ?? "");
        writer.Write(place?.Line ?? 0);
        writer.Write(place?.Column ?? 0);
    }

    /// <summary>Writes a result.</summary>
    public static void WriteResult(BinaryWriter writer, StageResult result)
    {
        writer.Write((byte)Frame.Result);
        Write(writer, result.Names);
        writer.Write(result.Images.Count);
        foreach (GeneratedImage image in result.Images)
        {
            writer.Write(image.Manifest);
            writer.Write(image.Configuration);
            writer.Write(image.Digest.ToString());
            writer.Write(image.MediaType);
        }

        writer.Write(result.Manifests.Count);
        foreach (DeliveredManifest manifest in result.Manifests)
        {
            Write(writer, [manifest.Name, manifest.Digest.ToString(), manifest.MediaType, manifest.RuntimeIdentifier]);
        }

        writer.Write(result.Documents.Count);
        foreach (DeliveredDocument document in result.Documents)
        {
            Write(writer, [document.Path, document.Kind, document.Image, document.ImageDigest.ToString(), document.Artifact]);
        }

        writer.Write(result.ArchivePath);
        writer.Write(result.IsBusy);
        writer.Write(result.Digest);
        writer.Write(result.BytesSent);
        writer.Write(result.Elapsed.Ticks);
    }

    /// <summary>Reads log lines up to the result.</summary>
    /// <exception cref="InvalidDataException">The other side says something that is none of these.</exception>
    public static StageResult ReadToResult(BinaryReader reader, IStageLog log)
    {
        while (true)
        {
            switch ((Frame)reader.ReadByte())
            {
                case Frame.Message:
                    log.Message((StageImportance)reader.ReadByte(), reader.ReadString());
                    break;
                case Frame.Diagnostic:
                    var severity = (Severity)reader.ReadByte();
                    string code = reader.ReadString();
                    string text = reader.ReadString();
                    var place = new SourceLocation(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
                    log.Diagnostic(severity, code, text, place.File.Length == 0 ? null : place);
                    break;
                case Frame.Result:
                    return ReadResult(reader);
                default:
                    throw new InvalidDataException("unknown frame");
            }
        }
    }

    private static StageResult ReadResult(BinaryReader reader)
    {
        string[] names = ReadTexts(reader);
        var images = new GeneratedImage[reader.ReadInt32()];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = new GeneratedImage(reader.ReadString(), reader.ReadString(), Digest.Parse(reader.ReadString()), reader.ReadString());
        }

        var manifests = new DeliveredManifest[reader.ReadInt32()];
        for (int i = 0; i < manifests.Length; i++)
        {
            string[] texts = ReadTexts(reader);
            manifests[i] = new DeliveredManifest(texts[0], Digest.Parse(texts[1]), texts[2], texts[3]);
        }

        var documents = new DeliveredDocument[reader.ReadInt32()];
        for (int i = 0; i < documents.Length; i++)
        {
            string[] texts = ReadTexts(reader);
            documents[i] = new DeliveredDocument(texts[0], texts[1], texts[2], Digest.Parse(texts[3]), texts[4]);
        }

        return new StageResult { Names = names, Images = images, Manifests = manifests, Documents = documents, ArchivePath = reader.ReadString(), IsBusy = reader.ReadBoolean(), Digest = reader.ReadString(), BytesSent = reader.ReadInt64(), Elapsed = new TimeSpan(reader.ReadInt64()) };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        for (int i = 0; i < texts.Count; i++)
        {
            writer.Write(texts[i]);
        }
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        string[] texts = new string[reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }

    private static void Write(BinaryWriter writer, ImmutableDictionary<string, string> pairs)
    {
        writer.Write(pairs.Count);
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            writer.Write(pair.Key);
            writer.Write(pair.Value);
        }
    }

    private static ImmutableDictionary<string, string> ReadDictionary(BinaryReader reader)
    {
        ImmutableDictionary<string, string>.Builder pairs = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            pairs[reader.ReadString()] = reader.ReadString();
        }

        return pairs.ToImmutable();
    }

    private enum Frame : byte
    {
        Message = 1,
        Diagnostic = 2,
        Result = 3,
    }
}
