// Makes one replica set of the three members, once, and waits until it has a primary. Run again it changes nothing.
const NOT_YET_INITIALIZED = 94;

function initiateUnlessDone() {
  try {
    rs.status();
  } catch (e) {
    if (e.code !== NOT_YET_INITIALIZED) {
      throw e;
    }
    rs.initiate({
      _id: "parley",
      members: ["mongo-1", "mongo-2", "mongo-3"].map((host, id) => ({ _id: id, host: host + ":27017" })),
    });
  }
}

function hasPrimary() {
  return rs.status().members.some((member) => member.stateStr === "PRIMARY");
}

initiateUnlessDone();
while (!hasPrimary()) {
  sleep(500);
}
print("The replica set has a primary.");
