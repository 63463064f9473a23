using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
#if OPENSHIFT_GUARD_HOST
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
#endif

namespace OpenShiftNetSdk.Generated;

/// <summary>What an image asks its application for, looked for before the application begins and, where it has a host, once the host has its configuration.</summary>
internal sealed class Guard
{
    // sysexits.h, EX_CONFIG.
    private const int ConfigurationError = 78;

    private readonly List<Record> _records = [];
    private readonly List<string> _unset = [];
    private readonly string _workload;
    private readonly string[]? _limits;
    private readonly bool _buildsHost = true;
    private Func<string, string?> _read = Environment.GetEnvironmentVariable;

    public Guard(string list)
    {
        _workload = "";
        foreach (string line in list.Split(';'))
        {
            string[] fields = line.Split('|');
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = fields[i].Replace("%7C", "|").Replace("%3B", ";").Replace("%0A", " ").Replace("%25", "%");
            }

            if (fields.Length == 2 && fields[0] == "workload")
            {
                _workload = fields[1];
            }
            else if (fields.Length == 2 && fields[0] == "host")
            {
                _buildsHost = fields[1] != "none";
            }
            else if (fields.Length == 4 && fields[0] == "limits")
            {
                _limits = fields;
            }
            else if (fields.Length == 4)
            {
                // What a later version of the list says besides is not this code's.
                _records.Add(new Record(fields[0], fields[1], fields[2], fields[3]));
            }
        }
    }

    public static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine("OpenShift: " + line);
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is ObjectDisposedException)
        {
            // Nobody listens.
        }
    }

    public void BeforeMain()
    {
        var missing = new List<string>();
        bool later = false;
        foreach (Record record in _records)
        {
            string kind = record.Kind;
            if (kind == "declared" || kind == "typed")
            {
#if OPENSHIFT_GUARD_HOST
                if (_buildsHost)
                {
                    later = true;
                    continue;
                }
#endif
                AddSetting(missing, record, Environment.GetEnvironmentVariable(record.Name));
            }
            else if (kind == "found" || kind == "secret")
            {
                later = true;
            }
            else if (kind == "default")
            {
                string? kept = Environment.GetEnvironmentVariable(record.Name);
                if (kept != null && SettingValue.HashOf(kept) == record.Type)
                {
                    SayDefault(record);
                }
            }
            else if (kind == "file" || kind == "folder")
            {
                AddPath(missing, record);
            }
        }

        foreach (Record record in _records)
        {
            if (record.Kind == "template")
            {
                RenderedTemplate.Render(missing, _unset, record);
            }
        }

        EndIf(missing);
        if (_limits != null)
        {
            ContainerLimits.Say(_workload, _limits[1], _limits[2], _limits[3]);
        }

        if (later)
        {
            AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
#if OPENSHIFT_GUARD_HOST
            DiagnosticListener.AllListeners.Subscribe(new HostObserver(this));
#endif
#if OPENSHIFT_GUARD_WEBHOST
            WebHostObserver.Later = this;
#endif
        }
    }

    private void AddSetting(List<string> missing, Record record, string? value)
    {
        if (string.IsNullOrEmpty(value) && record.Kind == "typed")
        {
            return;
        }

        if (string.IsNullOrEmpty(value))
        {
            AddOnce(_unset, record.Name);
            missing.Add("Required setting " + record.Name + " is missing" + record.Description);
        }
        else if (!SettingValue.Fits(value, record.Type))
        {
            // The value may be a secret.
            missing.Add("Setting " + record.Name + " is no " + record.Type + record.Description);
        }
    }

    // Two templates may use one variable, and the project declare it besides.
    public static void AddOnce(List<string> list, string text)
    {
        if (!list.Contains(text))
        {
            list.Add(text);
        }
    }

    private static void SayDefault(Record record)
    {
        Say("Warning: setting " + record.Name + " still has the value that the image holds" + record.Description + " Set the variable " + record.Name + " from a Secret.");
    }

    private static void AddPath(List<string> missing, Record record)
    {
        bool isFile = record.Kind == "file";
        if (isFile ? !File.Exists(record.Name) : !Directory.Exists(record.Name))
        {
            missing.Add("Required " + record.Kind + " " + record.Name + " is not there" + record.Description + " Mount a volume, ConfigMap or Secret with it.");
        }
        else if (isFile)
        {
            try
            {
                using FileStream file = new FileStream(record.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (UnauthorizedAccessException)
            {
                missing.Add("Required file " + record.Name + " cannot be read by this user" + record.Description + " Give group 0 the right to read it.");
            }
            catch (IOException)
            {
                // It is there: a socket is not opened as files are.
            }
        }
    }

    // What the project declares ends the application; of what was only found in its code, whoever looks for the cause of its end is told.
    private void OnUnhandled(object sender, UnhandledExceptionEventArgs arguments)
    {
        try
        {
            _unset.Clear();
            foreach (Record record in _records)
            {
                if ((record.Kind == "declared" || record.Kind == "found") && string.IsNullOrEmpty(_read(record.Name)))
                {
                    Say((record.Kind == "declared" ? "Required setting " + record.Name : "Setting " + record.Name + ", which the application seems to need,") + " is not set" + record.Description);
                    AddOnce(_unset, record.Name);
                }
            }

            SayHow();
        }
        catch (Exception)
        {
            // Its own end is what has to be seen, not that the configuration is gone.
        }
    }

    private void EndIf(List<string> missing)
    {
        if (missing.Count == 0)
        {
            return;
        }

        foreach (string line in missing)
        {
            Say(line);
        }

        SayHow();
        Environment.Exit(ConfigurationError);
    }

    private void SayHow()
    {
        if (_unset.Count > 0)
        {
            var how = new StringBuilder(_workload.Length > 0 ? "Set what is missing: oc set env " + _workload : "Set what is missing: podman run");
            foreach (string name in _unset)
            {
                how.Append(_workload.Length > 0 ? " " : " --env ").Append(name).Append("=…");
            }

            Say(how.Append(_workload.Length > 0 ? " (a secret: --from=secret/NAME)" : "").ToString());
        }
    }

#if OPENSHIFT_GUARD_HOST
    public void AfterHostIsBuilt(IHost host)
    {
        IConfiguration? configuration = null;
        try
        {
            configuration = host.Services.GetService(typeof(IConfiguration)) as IConfiguration;
        }
        catch (Exception e)
        {
            SayUnread(e);
        }

        if (configuration != null)
        {
            AfterConfigurationIsRead(configuration);
        }
    }

    public void AfterConfigurationIsRead(IConfiguration configuration)
    {
        var missing = new List<string>();
        try
        {
            _read = name => HostConfiguration.ValueOf(configuration, name);
            foreach (Record record in _records)
            {
                if (record.Kind == "declared" || record.Kind == "typed")
                {
                    AddSetting(missing, record, _read(record.Name));
                }
                else if (record.Kind == "secret" && HostConfiguration.IsOfShippedFile(configuration, record.Name.Replace("__", ":")))
                {
                    SayDefault(record);
                }
            }
        }
        catch (Exception e)
        {
            SayUnread(e);
            return;
        }

        EndIf(missing);
    }

    private static void SayUnread(Exception e)
    {
        Say("the start-up guard could not read the configuration (" + e.GetType().Name + "); the application starts without it");
    }
#endif
}
