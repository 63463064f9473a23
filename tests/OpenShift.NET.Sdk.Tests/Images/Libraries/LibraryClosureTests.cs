using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.Libraries;
using OpenShift.NET.Sdk.Tests.Images.Elf;
using OpenShift.NET.Sdk.Tests.Images.EmbeddedBase;

namespace OpenShift.NET.Sdk.Tests.Images.Libraries;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LibraryClosureTests
{
    [TestMethod]
    public void Needs_of_needs_are_found_and_cycles_end()
    {
        using var host = new SyntheticHost();
        host.File("/usr/lib/liba.so.1", SyntheticElf.Library("libb.so.1")).File("/usr/lib/libb.so.1", SyntheticElf.Library("liba.so.1", "libc.so.6"))
            .File("/usr/lib/libc.so.6", SyntheticElf.Library());
        LibraryClosure closure = Closure(host);

        Assert.IsNull(closure.Add("liba.so.1"));
        Assert.AreEqual("/usr/lib/liba.so.1 /usr/lib/libb.so.1 /usr/lib/libc.so.6", string.Join(' ', closure.Libraries.Keys.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void A_library_that_lacks_one_of_its_needs_is_not_taken_at_all()
    {
        using var host = new SyntheticHost();
        host.File("/usr/lib/libssl.so.3", SyntheticElf.Library("libgone.so.1"));
        LibraryClosure closure = Closure(host);

        Assert.AreEqual(new MissingLibrary("libgone.so.1", "/usr/lib/libssl.so.3"), closure.Add("libssl.so.3"));
        Assert.IsEmpty(closure.Libraries);
    }

    [TestMethod]
    public void A_library_for_another_machine_is_passed_over()
    {
        using var host = new SyntheticHost();
        host.File("/lib64/liba.so.1", new SyntheticElf(new ElfMachine(false, true, 3))).Text("/usr/lib64/liba.so.1", "INPUT(liba.so)").File("/usr/lib/liba.so.1", SyntheticElf.Library());
        LibraryClosure closure = Closure(host);

        Assert.IsNull(closure.Add("liba.so.1"));
        Assert.AreEqual("/usr/lib/liba.so.1", closure.Libraries.Keys.Single());
    }

    [TestMethod]
    public void The_run_path_of_the_file_that_needs_it_comes_first()
    {
        using var host = new SyntheticHost();
        host.File("/opt/x/bin/tool", SyntheticElf.Library("liba.so.1") with { RunPath = "$ORIGIN/../lib" })
            .File("/opt/x/lib/liba.so.1", SyntheticElf.Library()).File("/usr/lib/liba.so.1", SyntheticElf.Library());
        LibraryClosure closure = Closure(host);

        Assert.IsNull(closure.AddNeedsOf("/opt/x/bin/tool"));
        FoundLibrary found = closure.Libraries.Values.Single();
        Assert.AreEqual("/opt/x/lib/liba.so.1", found.RealPath);
        Assert.IsTrue(found.ThroughRunPath);
    }

    [TestMethod]
    public void Musl_answers_for_its_own_names_itself()
    {
        using var host = new SyntheticHost();
        host.File("/usr/lib/liba.so.1", SyntheticElf.Library("libc.musl-x86_64.so.1"));
        LibraryClosure closure = Closure(host, "/lib/ld-musl-x86_64.so.1");

        Assert.IsNull(closure.Add("liba.so.1"));
        Assert.AreEqual("/usr/lib/liba.so.1", closure.Libraries.Keys.Single());
    }

    [TestMethod]
    public void The_configuration_of_glibcs_loader_is_read_with_what_it_includes()
    {
        using var host = new SyntheticHost();
        host.Text("/etc/ld.so.conf", "# first\n/opt/one # here\ninclude ld.so.conf.d/*.conf\nhwcap 1 nosegneg\n")
            .Text("/etc/ld.so.conf.d/b.conf", "/opt/b/\n").Text("/etc/ld.so.conf.d/a.conf", "/opt/a=libc6\ninclude /etc/ld.so.conf\n").Text("/etc/ld.so.conf.d/c.txt", "/opt/c\n");

        var read = LoaderConfiguration.Read(host.Files, "/lib64/ld-linux-x86-64.so.2", SyntheticElf.Amd64);

        Assert.AreEqual(
            "/opt/one /opt/a /opt/b /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu /lib64 /usr/lib64 /lib /usr/lib",
            string.Join(' ', read.Folders));
        Assert.IsFalse(read.IsMusl);
    }

    [TestMethod]
    public void The_path_file_of_musls_loader_replaces_its_folders()
    {
        using var host = new SyntheticHost();
        var without = LoaderConfiguration.Read(host.Files, "/lib/ld-musl-x86_64.so.1", SyntheticElf.Amd64);
        host.Text("/etc/ld-musl-x86_64.path", "/opt/a:/opt/b\n/lib\n");
        var with = LoaderConfiguration.Read(host.Files, "/lib/ld-musl-x86_64.so.1", SyntheticElf.Amd64);

        Assert.AreEqual("/lib /usr/local/lib /usr/lib", string.Join(' ', without.Folders));
        Assert.AreEqual("/opt/a /opt/b /lib", string.Join(' ', with.Folders));
        Assert.AreEqual("/etc/ld-musl-x86_64.path", with.PathFile);
    }

    private static LibraryClosure Closure(SyntheticHost host, string interpreter = SyntheticHost.Loader) =>
        new(new LibrarySearch(host.Files, LoaderConfiguration.Read(host.Files, interpreter, SyntheticElf.Amd64), SyntheticElf.Amd64));
}
