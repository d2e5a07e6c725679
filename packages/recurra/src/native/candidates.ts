import type { Host } from "./host.ts";

/**
 * Libraries to try, the likeliest first. The system's plain libblas is not among them: it is often slower than WebAssembly. On Linux they
 * are names, which the system looks for in its own folders. macOS and Windows would look in the folder that the program runs in, too,
 * whose files may be anybody's: there they are paths, on Windows in the folders of PATH.
 */
export function candidates({ platform, environment, exists }: Host): readonly string[] {
  if (platform === "darwin") {
    return [
      "/System/Library/Frameworks/Accelerate.framework/Accelerate",
      "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
      "/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.2.dylib",
    ];
  }
  if (platform === "win32") {
    const folders = (environment.PATH ?? "").split(";").filter((folder) => /^([a-z]:)?[\\/]/i.test(folder));
    return ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll"]
      .flatMap((name) => folders.map((folder) => `${folder.replace(/[\\/]+$/, "")}\\${name}`))
      .filter(exists);
  }
  return ["libopenblasp.so.0", "libopenblas.so.0", "libopenblaso.so.0", "libmkl_rt.so.2", "libmkl_rt.so.1"];
}

/** What to install, by system. */
export const remedy: string =
  "install one (Debian and Ubuntu: apt install libopenblas0-pthread; Fedora: dnf install openblas-threads; macOS has Accelerate; " +
  "Windows: put OpenBLAS into a folder of PATH)";
